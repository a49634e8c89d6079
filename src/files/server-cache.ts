import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isJsonObject, type JsonObject, jsonIn } from "../model/json.js";
import { makeDirectorySync } from "./make-directory.js";
import { replaceFile } from "./replace-file.js";

const MAX_SERVERS = 20;
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** What is remembered about servers, in a private file. No function fails, since no command needs it. */
interface ServerCache {
  /** By server. A file that is missing, unreadable or not in the expected format counts as empty. */
  read(): JsonObject;
  /** Puts the server first, and drops the oldest of too many; removes it if the value is undefined. */
  write(server: string, value: object | number | undefined): void;
}

/** @param field what the file calls its object of servers */
export const createServerCache = (file: string, field: string): ServerCache => {
  const read = (): JsonObject => {
    const document = jsonIn(textOf(file));
    const servers = isJsonObject(document) ? document[field] : undefined;
    return isJsonObject(servers) ? servers : {};
  };
  return {
    read,
    write: (server, value) => {
      const others = Object.entries(read()).filter(([name]) => name !== server);
      const servers = value === undefined ? others : [[server, value] as const, ...others];
      const kept = Object.fromEntries(servers.slice(0, MAX_SERVERS));
      const text = JSON.stringify({ schema: 1, [field]: kept });
      try {
        makeDirectorySync(path.dirname(file), DIRECTORY_MODE);
        replaceFile(file, (draft) => writeFileSync(draft, text, { mode: FILE_MODE, flag: "wx" }));
      } catch {
        // Failing to remember must not fail the command.
      }
    },
  };
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
