import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeDirectory } from "../files/make-directory.js";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { NO_RECENTS, type RecentList, type RecentMessage, type Recents } from "./recents.js";

const MOST = 50;
const MOST_HOSTS = 20;
const LONGEST_TITLE = 200;
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
      const kept = Object.fromEntries([[host, list], ...others].slice(0, MOST_HOSTS));
      // A folder that cannot be written to is no news to who set a button.
      await replace(directory, file, JSON.stringify({ schema: 1, hosts: kept })).catch(() => {});
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
      : [subscriberId, ...subscribers.filter((other) => other !== subscriberId)].slice(0, MOST),
  messages:
    message === undefined
      ? messages
      : [
          { ...message, title: message.title.slice(0, LONGEST_TITLE) },
          ...messages.filter((other) => !isSame(other, message)),
        ].slice(0, MOST),
});

const isSame = (one: RecentMessage, other: RecentMessage): boolean =>
  one.messageId === other.messageId && one.subscriberId === other.subscriberId;

/** A file that is not there, cannot be read or is not ours is an empty one. */
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

/** Written beside and renamed, so that nobody reads half a file; of two at the same time one wins. */
const replace = async (directory: string, file: string, text: string): Promise<void> => {
  await makeDirectory(directory, DIRECTORY_MODE);
  const beside = `${file}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(beside, text, { mode: FILE_MODE, flag: "wx" });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};
