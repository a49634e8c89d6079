import { expect } from "vitest";
import { KEY } from "../support/terminal.js";
import type { Film } from "./film.js";
import { MESSAGE, openStage, STORY } from "./stage.js";
import { createCamera } from "./take.js";

const COLUMNS = 100;
const READ_MS = 1_300;

/** Something to choose from. */
const SEED = {
  subscribers: [...(STORY.subscribers ?? []), { subscriberId: "bob", firstName: "Bob", lastName: "Baker" }],
  messages: [
    { subscriberId: "alice", content: "Refund order 1042?", ago: "2h" },
    {
      subscriberId: "alice",
      content: "Give Bob access to billing?",
      ago: "26h",
      answer: { button: "secondary" },
    },
    ...(STORY.messages ?? []),
  ],
} as const;

/** Interactive mode, from a bare `novu-msg` to the line for next time. */
export const playInteractive = async (): Promise<Film> => {
  const { session } = await openStage({ columns: COLUMNS, seed: SEED });
  const camera = createCamera(session);
  const step = async (shows: readonly string[], keys: string, ms = READ_MS) => {
    await session.shows(...shows);
    camera.take(ms);
    session.press(keys);
  };
  await camera.typeLine("novu-msg");
  await session.shows("? Subscriber", "❯ bob");
  camera.take(READ_MS);
  await camera.typeLetter("a", "? Subscriber a", "❯ user:42@example.com", "use “a” as the ID");
  await camera.typeLetter("l", "? Subscriber al", "❯ alice", "use “al” as the ID");
  await camera.typeLetter("i", "? Subscriber ali", "❯ alice", "use “ali” as the ID");
  await step(["❯ alice"], KEY.enter);
  await step(["? Message of alice", "❯ Deploy 4.2"], KEY.enter);
  await step(["❯ primary: Approve"], KEY.enter);
  await step(["❯ done"], KEY.enter);
  await step(["❯ no payload"], KEY.enter);
  await step(["Apply this change?"], KEY.enter, 1_800);
  expect(await session.ended()).toBe(0);
  await session.shows("same as: novu-msg action set");
  camera.take(6_000);
  return {
    title: "novu-msg alone asks for everything",
    description: [
      "In a terminal, novu-msg without arguments asks for the subscriber, the message, the button, the status and a payload,",
      `and for confirmation. Then it shows the result and the same as one command: novu-msg action set alice ${MESSAGE} primary --status done --payload and so on.`,
    ].join(" "),
    columns: COLUMNS,
    frames: camera.frames,
  };
};
