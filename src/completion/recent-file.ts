import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeDirectorySync } from "../files/make-directory.js";
import { replaceFile } from "../files/replace-file.js";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { NO_RECENTS, type RecentList, type RecentMessage, type Recents } from "./recents.js";

const MAX_IDS = 50;
const MAX_HOSTS = 20;
const MAX_TITLE_LENGTH = 200;
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

type Hosts = Readonly<Record<string, RecentList>>;

/** The recents of one API host, in `recent.json` of the given folder. */
export const createRecentFile = (directory: string, host: string): Recents => {
  const file = path.join(directory, "recent.json");
  return {
    read: async () => listOf(await readHosts(file), host),
    add: async (seen) => {
      const hosts = await readHosts(file);
      const list = withSeen(listOf(hosts, host), seen);
      const others = Object.entries(hosts).filter(([name]) => name !== host);
      const kept = Object.fromEntries([[host, list], ...others].slice(0, MAX_HOSTS));
      const text = JSON.stringify({ schema: 1, hosts: kept });
      try {
        makeDirectorySync(directory, DIRECTORY_MODE);
        replaceFile(file, (draft) => writeFileSync(draft, text, { mode: FILE_MODE, flag: "wx" }));
      } catch {
        // Failing to remember an ID must not fail the command.
      }
    },
  };
};

const listOf = (hosts: Hosts, host: string): RecentList =>
  (Object.hasOwn(hosts, host) ? hosts[host] : undefined) ?? NO_RECENTS;

const withSeen = (
  { subscribers, messages }: RecentList,
  { subscriberId, message }: Parameters<Recents["add"]>[0],
): RecentList => ({
  subscribers:
    subscriberId === undefined
      ? subscribers
      : [subscriberId, ...subscribers.filter((other) => other !== subscriberId)].slice(0, MAX_IDS),
  messages:
    message === undefined
      ? messages
      : [
          { ...message, title: message.title.slice(0, MAX_TITLE_LENGTH) },
          ...messages.filter((other) => !isSame(other, message)),
        ].slice(0, MAX_IDS),
});

const isSame = (one: RecentMessage, other: RecentMessage): boolean =>
  one.messageId === other.messageId && one.subscriberId === other.subscriberId;

/** A file that is missing, unreadable or not in the expected format counts as empty. */
const readHosts = async (file: string): Promise<Hosts> => {
  try {
    const value: JsonValue = JSON.parse(readFileSync(file, "utf8"));
    if (!isJsonObject(value) || !isJsonObject(value.hosts)) return {};
    return Object.fromEntries(Object.entries(value.hosts).map(([host, list]) => [host, asList(list)]));
  } catch {
    return {};
  }
};

const asList = (value: JsonValue | undefined): RecentList => {
  if (!isJsonObject(value)) return NO_RECENTS;
  const { subscribers, messages } = value;
  return {
    subscribers: (Array.isArray(subscribers) ? subscribers : []).filter((id) => typeof id === "string"),
    messages: (Array.isArray(messages) ? messages : []).flatMap(asMessage),
  };
};

const asMessage = (value: JsonValue): RecentMessage[] => {
  if (!isJsonObject(value)) return [];
  const { subscriberId, messageId, title } = value;
  return typeof subscriberId === "string" && typeof messageId === "string"
    ? [{ subscriberId, messageId, title: typeof title === "string" ? title : "" }]
    : [];
};
