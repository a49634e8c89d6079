import type { Failure } from "../../failures/failure.js";
import { HEALTH_CHECK, type Health } from "../../novu/health.js";
import {
  type Advice,
  adviceOf,
  type Check,
  type CheckResult,
  fail,
  info,
  pass,
  shorten,
  skip,
  warn,
} from "./check.js";
import { failureOf, type Observations, type RecordedExchange, seenValue } from "./observations.js";

/** Whether a Novu API responds there; its health check needs no key. */
const checkApi = ({ isNovu }: Health, seen: Observations): CheckResult => {
  const apiUrl = seen.survey.apiUrl?.value ?? "";
  if (isNovu) return pass(`a Novu API answers at ${apiUrl}`, { apiUrl });
  return isNovuByKey(seen)
    ? info("responds, but its health check doesn't look like Novu's", { apiUrl })
    : warn(`${apiUrl} responds, but not like Novu's health check`, { apiUrl }, [
        "Check the URL: the dashboard and the API have different hosts or ports.",
      ]);
};

const apiWithoutHealth = (failure: Failure, seen: Observations): CheckResult => {
  const apiUrl = seen.survey.apiUrl?.value ?? "";
  if (!isNovuByKey(seen))
    return fail(failure, { next: [...withoutPathPrefix(failure, apiUrl), ...adviceOf(failure)] });
  if (failure.code === "E_NO_ROUTE") return info("responds, but has no health check", { apiUrl });
  return warn(
    `responds, but its health check fails: ${failure.message}`,
    { code: failure.code },
    adviceOf(failure),
  );
};

/** Only Novu returns an environment, or refuses a key in Novu's own words. */
const isNovuByKey = ({ environment }: Observations): boolean =>
  environment.kind === "seen" || failureOf(environment)?.code === "E_UNAUTHORIZED";

const withoutPathPrefix = ({ code }: Failure, apiUrl: string): Advice[] => {
  const { origin, pathname } = new URL(apiUrl);
  if (code !== "E_NO_ROUTE" || pathname === "/") return [];
  return [
    { words: ["novu-msg", "doctor", "--api-url", origin], when: `to check without the path ${pathname}` },
  ];
};

const checkVersion = ({ version }: Health): CheckResult =>
  version === undefined ? UNKNOWN_VERSION : pass(shorten(version), { version: shorten(version) });

const UNKNOWN_VERSION = info("unknown: the server doesn't say", { version: null });

/** Slower than this is noticeable in every command. */
const SLOW_MS = 1_000;

const checkLatency = ({ exchanges, connection }: Observations): CheckResult => {
  const samples = exchanges
    .filter(({ request, hadKey }) => !hadKey && request.path === HEALTH_CHECK.path)
    .map(({ milliseconds }) => Math.max(0, Math.round(milliseconds)))
    .sort((a, b) => a - b);
  const medianMs = samples[Math.floor((samples.length - 1) / 2)];
  if (medianMs === undefined) return skip("no response to measure");
  const { connectMs = 0, encryption } = seenValue(connection) ?? {};
  const details = { medianMs, samples, connectMs, handshakeMs: encryption?.handshakeMs ?? null };
  const handshake = encryption === undefined ? "" : `, TLS handshake ${encryption.handshakeMs} ms`;
  const times = samples.length === 1 ? "1 response" : `median of ${samples.length} responses`;
  const finding = `${medianMs} ms, ${times}; connection ${connectMs} ms${handshake}`;
  return medianMs > SLOW_MS
    ? warn(finding, details, ["Allow more time with --request-timeout."])
    : pass(finding, details);
};

/** With a larger difference, times such as “2 hours ago” and `--since` are visibly wrong. */
const MAX_SKEW_SECONDS = 30;
/** A Date header has whole seconds, rounded down. */
const HALF_SECOND_MS = 500;

/** This machine's clock compared with the Date header of the fastest response. */
const checkClock = ({ exchanges }: Observations): CheckResult => {
  if (exchanges.length === 0) return skip("no response to compare with");
  const [fastest] = exchanges
    .map((exchange) => ({ ...exchange, serverTime: Date.parse(exchange.response.headers.date ?? "") }))
    .filter(({ serverTime }) => !Number.isNaN(serverTime))
    .sort((a, b) => a.milliseconds - b.milliseconds);
  if (fastest === undefined) return info("unknown: no response had a date", { aheadSeconds: null });
  // The server is taken to have written its date in the middle of the call.
  const middle = fastest.startedAt + fastest.milliseconds / 2;
  const aheadSeconds = Math.round((middle - (fastest.serverTime + HALF_SECOND_MS)) / 1_000);
  const details = { aheadSeconds };
  if (Math.abs(aheadSeconds) <= MAX_SKEW_SECONDS) return pass("matches the server's", details);
  const direction = aheadSeconds > 0 ? "ahead of" : "behind";
  return warn(`${Math.abs(aheadSeconds)} s ${direction} the server's`, details, [
    "Synchronize this machine's clock (NTP): it is used for times such as “2 hours ago”.",
  ]);
};

/**
 * The action route cannot be read, and no write is provably harmless: the server versions tried check the ID before
 * they write (docs/novu-api.md, "The action route (v1)"), but none promises to. So the route is inferred.
 */
const checkActionsRoute = ({ health }: Observations): CheckResult => {
  const version = seenValue(health)?.version;
  const server = version === undefined ? "" : ` and from the server's version, ${shorten(version)}`;
  return info(`inferred from the v1 messages list${server}; only a write could confirm it`, {
    exists: true,
    inferred: true,
  });
};

/** The routes tell the generation even where the server does not tell its version. */
const checkNotificationsRoute = (exists: boolean): CheckResult =>
  exists
    ? pass("v2 notification routes available", { exists, generation: "v2" }, [
        "Novu 3.14 or later: Novu's documentation calls v1 actions deprecated there, in favor of v2.",
        "v2 can't carry a payload, so novu-msg uses v1 by default. If v1 is ever switched off, --api v2 works, without payloads.",
      ])
    : info("no v2 routes: --api v2 can't be used", { exists, generation: "v1" }, [
        "Novu before 3.14: v1, the default, does the same and isn't deprecated there.",
      ]);

/** The category of the action route (docs/novu-api.md, "Rate limits"). */
const ACTION_CATEGORY = "configuration";

/** The limit in the latest response; only authenticated ones have it (docs/novu-api.md, "Rate limits"). */
const checkRateLimit = ({ exchanges, environment }: Observations): CheckResult => {
  const limits = exchanges.filter(({ hadKey }) => hadKey).flatMap(rateLimitOf);
  const found = limits.findLast(({ category }) => category === ACTION_CATEGORY) ?? limits.at(-1);
  // Requests with a refused key are not counted, so their responses have no limit.
  if (found === undefined && environment.kind !== "seen")
    return skip("only a response to a valid key would show it");
  if (found === undefined) return info("off: no RateLimit headers", { on: false });
  const { limit, remaining, windowSeconds, burst, category } = found;
  const finding = [
    `on: ${limit ?? "an unknown number of"} requests${windowSeconds === null ? "" : ` per ${windowSeconds} s`}`,
    ...(burst === null ? [] : [`${burst} at once`]),
    `${remaining ?? "an unknown number"} left`,
    ...(category === null ? [] : [`category ${category}`]),
  ].join(", ");
  const details = { on: true, ...found };
  return remaining !== null && remaining <= 0
    ? warn(finding, details, ["Wait a few seconds, or slow down other jobs that use this key."])
    : pass(finding, details);
};

/** The parts of the RateLimit headers; null if the server left one out or wrote it in another form. */
const rateLimitOf = ({ response: { headers } }: RecordedExchange) => {
  const limit = headers["ratelimit-limit"];
  if (limit === undefined) return [];
  const policy = headers["ratelimit-policy"] ?? "";
  return [
    {
      limit: numberIn(limit),
      remaining: numberIn(headers["ratelimit-remaining"]),
      resetSeconds: numberIn(headers["ratelimit-reset"]),
      windowSeconds: numberIn(/;w=(\d+)/.exec(policy)?.[1]),
      // More than the limit: what an unused token bucket holds.
      burst: numberIn(/;burst=(\d+)/.exec(policy)?.[1]),
      category: /;category="([\w-]{1,40})"/.exec(policy)?.[1] ?? null,
      policy: policy === "" ? null : shorten(policy),
    },
  ];
};

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;

/** Announcements in response headers that a route will be removed (RFC 9745, RFC 8594). */
const checkDeprecation = ({ exchanges }: Observations): CheckResult => {
  if (exchanges.length === 0) return skip("no response to check");
  const notices = [...new Map(exchanges.flatMap(noticeOf).map((notice) => [notice.route, notice])).values()];
  if (notices.length === 0) return pass("no deprecation notices", { notices: [] });
  const links = new Set(notices.flatMap(({ link }) => link ?? []));
  return warn(
    notices.map(noticeText).join("; "),
    { notices },
    [...links].map((link) => `The server points to ${link}`),
  );
};

type Notice = Readonly<Record<"deprecation" | "sunset" | "link", string | null>> & { readonly route: string };

const noticeOf = ({ request, response }: RecordedExchange): Notice[] => {
  const { deprecation, sunset, link = "" } = response.headers;
  const [, target] = /<([^<>]*)>[^<>]*;\s*rel="?(?:deprecation|sunset)\b/i.exec(link) ?? [];
  if (deprecation === undefined && sunset === undefined && target === undefined) return [];
  return [
    {
      route: `${request.method} ${request.path.replace(/\?.*/s, "")}`,
      deprecation: deprecation === undefined ? null : dateIn(deprecation),
      sunset: sunset === undefined ? null : dateIn(sunset),
      link: target === undefined ? null : shorten(target),
    },
  ];
};

/** The day of `@1688169599` or of an HTTP date; any other text as the server wrote it. */
const dateIn = (text: string): string => {
  const [, seconds] = /^@(\d{1,11})$/.exec(text.trim()) ?? [];
  const time = seconds === undefined ? Date.parse(text) : Number(seconds) * 1_000;
  return Number.isNaN(time) ? shorten(text) : new Date(time).toISOString().slice(0, 10);
};

const noticeText = ({ route, deprecation, sunset }: Notice): string => {
  const since = deprecation === null || deprecation === "true" ? "" : ` (${deprecation})`;
  return `${route} is deprecated${since}${sunset === null ? "" : ` and ends ${sunset}`}`;
};

export const SERVER_CHECKS: readonly Check[] = [
  { id: "api", label: "API", probe: "health", run: checkApi, onFailure: apiWithoutHealth },
  {
    id: "server-version",
    label: "version",
    probe: "health",
    run: checkVersion,
    onFailure: () => UNKNOWN_VERSION,
  },
  { id: "latency", label: "latency", run: checkLatency },
  { id: "clock", label: "clock", run: checkClock },
  {
    id: "route-messages",
    label: "v1 messages",
    probe: "messages",
    run: () => pass("GET /v1/messages returns a list", { exists: true }),
  },
  {
    id: "route-actions",
    label: "v1 actions",
    probe: "messages",
    run: (_list, seen) => checkActionsRoute(seen),
    onFailure: () => skip("no list of messages to infer it from"),
  },
  { id: "route-notifications", label: "v2 routes", probe: "notifications", run: checkNotificationsRoute },
  { id: "rate-limit", label: "rate limit", run: checkRateLimit },
  {
    id: "idempotency",
    label: "idempotency",
    // Servers read and return the key of a POST or PATCH only (docs/novu-api.md, "Idempotency").
    run: () => skip("only a write could confirm it"),
  },
  { id: "deprecation", label: "deprecation", run: checkDeprecation },
];
