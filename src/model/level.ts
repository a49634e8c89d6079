/** What a run may do at Novu, from the strictest to the loosest. */
export const LEVELS = ["read", "ask", "write"] as const;
export type Level = (typeof LEVELS)[number];

export const isLevel = (value: unknown): value is Level => LEVELS.some((level) => level === value);

export const strictest = (levels: readonly Level[]): Level =>
  LEVELS.find((level) => levels.includes(level)) ?? "write";

/** Whether a run at level `allowed` may do what needs level `needed`. */
export const isWithin = (needed: Level, allowed: Level): boolean =>
  LEVELS.indexOf(needed) <= LEVELS.indexOf(allowed);

/** One segment of a path, percent-encoded. */
const ID = "[^/]+";

/** What `action ask` sends besides reads: the question, reminders, and archiving a withdrawn question. */
const ASKING: readonly RegExp[] = [
  /^POST \/v1\/events\/trigger$/,
  new RegExp(`^POST /v1/subscribers/${ID}/messages/mark-as$`),
  new RegExp(`^PATCH /v2/subscribers/${ID}/notifications/${ID}/(?:read|unread|archive|unarchive)$`),
];

/** The path of a request without the query, or undefined if URL parsing would lead to another path. */
const plainRoute = (path: string): string | undefined => {
  const [route = ""] = path.split(/[?#]/);
  const address = `http://localhost${route}`;
  return URL.canParse(address) && new URL(address).pathname === route ? route : undefined;
};

/**
 * The strictest level that allows a request. A route that is not known needs `write`.
 * @param path below the base URL, percent-encoded, with or without a query
 */
export const levelOfRequest = (method: string, path: string): Level => {
  if (method === "GET" || method === "HEAD") return "read";
  const route = plainRoute(path);
  return route !== undefined && ASKING.some((allowed) => allowed.test(`${method} ${route}`))
    ? "ask"
    : "write";
};

/** Whether a path is one of a sandbox's own routes, which have no meaning for Novu. */
export const isSandboxRoute = (path: string): boolean => /^\/__sandbox(?:\/|$)/.test(plainRoute(path) ?? "");
