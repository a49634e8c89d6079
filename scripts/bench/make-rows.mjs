import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";

const CHUNK_ROWS = 10_000;

/** Writes a CSV file with `count` rows, each for another message. @returns its path */
export const makeRows = (folder, count) => {
  const file = path.join(folder, `${count}.csv`);
  const target = openSync(file, "w");
  writeSync(target, "subscriberId,messageId,type,status,payload\n");
  for (let start = 0; start < count; start += CHUNK_ROWS) {
    const length = Math.min(CHUNK_ROWS, count - start);
    writeSync(target, Array.from({ length }, (_, at) => row(start + at)).join(""));
  }
  closeSync(target);
  return file;
};

const row = (at) =>
  `user-${at % 1_000},${(0x65f0c1a9 * 2 ** 16 + at).toString(16).padStart(24, "0")},primary,done,"{""by"":""ada""}"\n`;
