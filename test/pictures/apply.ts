import { expect } from "vitest";
import type { Film } from "./film.js";
import { openStage } from "./stage.js";
import { createCamera } from "./take.js";

const COLUMNS = 100;
const ROWS = 480;
const PER_SECOND = 50;
/** Rows whose message is not there. */
const GONE: readonly number[] = [150, 391];

const idAt = (row: number): string => `65f0c1a9b2d4e6f8a0b1${row.toString(16).padStart(4, "0")}`;
const subscriberAt = (row: number): string => `customer-${1000 + row}`;

const rows = Array.from({ length: ROWS }, (_, at) => at + 1);
const CSV = [
  "subscriberId,messageId,type,status",
  ...rows.map((row) => `${subscriberAt(row)},${idAt(row)},primary,done`),
  "",
].join("\n");

const SEED = {
  subscribers: rows.map((row) => ({ subscriberId: subscriberAt(row) })),
  messages: rows
    .filter((row) => !GONE.includes(row))
    .map((row) => ({ messageId: idAt(row), subscriberId: subscriberAt(row), content: "Renew your plan?" })),
};

const LINE = "novu-msg action apply -f approvals.csv --failed-to failed.csv";

/** Many messages at once: the bar at a pace that is given, not measured. */
export const playApply = async (): Promise<Film> => {
  const { session, turnstile, clock } = await openStage({
    columns: COLUMNS,
    seed: SEED,
    files: { "approvals.csv": CSV },
    env: { NOVU_MSG_RATE: "unlimited" },
  });
  turnstile.close();
  const camera = createCamera(session);
  await session.prompt();
  await session.draw("head -3 approvals.csv");
  session.run("head -3 approvals.csv");
  expect(await session.ended()).toBe(0);
  await camera.typeLine(LINE);
  await session.shows(`write ${ROWS} actions`);
  camera.take(1_500);
  session.press("y");
  await session.shows("y");
  camera.take(500);
  session.press("\r");
  await session.moves(`0 of ${ROWS} rows`);
  camera.take(200);
  let done = 0;
  for (let ms = 400; done < ROWS; ms += 400) {
    const now = Math.min(ROWS, Math.round((ms * PER_SECOND) / 1_000));
    clock.set(ms);
    turnstile.admit(now - done);
    done = now;
    if (done === ROWS) break;
    await session.moves(`${done} of ${ROWS} rows`);
    camera.take(200);
  }
  expect(await session.ended()).toBe(11);
  camera.take(6_000);
  return {
    title: "novu-msg action apply sets the buttons of many messages",
    description: `In a terminal, ${LINE} asks whether to write ${ROWS} actions, shows a bar with the count, the rate and the time left, and ends with the two rows that failed and how to continue.`,
    columns: COLUMNS,
    frames: camera.frames,
  };
};
