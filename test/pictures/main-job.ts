import { expect } from "vitest";
import type { SandboxMessage } from "../../src/sandbox/sandbox.js";
import { rowText, sheet, windowBox, windowFrame } from "./drawing.js";
import { ARROW_HEIGHT, CARD, downArrow, inboxCard } from "./inbox-card.js";
import type { Palette } from "./palette.js";
import type { Row } from "./screen-shot.js";
import { MESSAGE, openStage } from "./stage.js";

/** The one line that the tool is for, what it answers, and the person's message before and after. */
export interface MainJob {
  readonly rows: readonly Row[];
  readonly before: SandboxMessage;
  readonly after: SandboxMessage;
}

const COLUMNS = 68;
const GAP = 22;

const SET = `novu-msg action set alice ${MESSAGE} primary \\
    --status done --payload '{"by":"phone"}'`;
const GO_ON = "novu-msg action is alice --latest primary && ./deploy.sh";

export const playMainJob = async (): Promise<MainJob> => {
  const { sandbox, session } = await openStage({
    columns: COLUMNS,
    files: { "deploy.sh": "#!/bin/sh\necho 'deploying 4.2 …'\n" },
  });
  const message = () => {
    const [only] = sandbox.messages();
    if (only === undefined) throw new Error("the sandbox holds no message");
    return only;
  };
  const before = message();
  await session.remark("Alice said yes on the phone: press “Approve” for her");
  await session.prompt();
  await session.draw(SET);
  session.run(SET);
  expect(await session.ended()).toBe(0);
  await session.draw("\n");
  await session.remark("and a script goes on, because the button says so");
  await session.prompt();
  await session.draw(GO_ON);
  session.run(GO_ON);
  expect(await session.ended()).toBe(0);
  return { rows: session.shot().rows, before, after: message() };
};

export const mainJobPicture = ({ rows, before, after }: MainJob, palette: Palette): string => {
  const box = windowBox(COLUMNS, rows.length);
  const x = box.x + box.width + GAP;
  const rest = box.height - 2 * CARD.height - ARROW_HEIGHT;
  const top = box.y + rest / 2;
  const below = top + CARD.height + ARROW_HEIGHT;
  return sheet(
    {
      width: Math.ceil(x + CARD.width + 1),
      height: Math.ceil(box.height + 1),
      title: "novu-msg sets a button of a message in somebody's Inbox, from a shell",
      description: [
        `In a terminal: ${SET.replace(/ \\\n\s+/, " ")}.`,
        "The answer is a table of the message's two buttons: primary, Approve, is done, with the payload.",
        "Beside it Alice's Inbox: before, the message has the buttons Approve and Reject; after, Approve is pressed.",
      ].join(" "),
      palette,
    },
    [
      windowFrame(box, "novu-msg", palette),
      ...rows.map((row, at) => (row.length === 0 ? "" : rowText(row, at, palette))),
      inboxCard(before, { x, y: top }, palette),
      downArrow("action set", { x: x + CARD.width / 2, y: top + CARD.height }, palette),
      inboxCard(after, { x, y: below }, palette),
    ],
  );
};
