import path from "node:path";
import { createServerCache } from "../files/server-cache.js";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { NO_RECENTS, type RecentList, type Recents } from "./recents.js";

type RecentMessage = RecentList["messages"][number];

const MAX_IDS = 50;
const MAX_TITLE_LENGTH = 200;

/** The recents of one API host, in `recent.json` of the given folder. */
export const createRecentFile = (directory: string, host: string): Recents => {
  const cache = createServerCache(path.join(directory, "recent.json"), "hosts");
  const read = (): RecentList => {
    const hosts = cache.read();
    return asList(Object.hasOwn(hosts, host) ? hosts[host] : undefined);
  };
  return {
    read: async () => read(),
    add: async (seen) => cache.write(host, withSeen(read(), seen)),
  };
};

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
