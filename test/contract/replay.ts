import type { Sandbox, Seed, SeededMessage, SeedMessage, ServerVersion } from "../../src/sandbox/sandbox.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { createNormaliser, type VolatileValues } from "./normalise.js";
import {
  type Exchange,
  type RecordedStep,
  type Recording,
  recordedHeaderNames,
  type Scenario,
} from "./recording.js";

const RECORDED_KEY = "1".repeat(32);
const VALID = `ApiKey ${RECORDED_KEY}`;
/** Sent where a step names a key itself: it was an unknown one, and the recording masks every key alike. */
const UNKNOWN = `ApiKey ${"2".repeat(32)}`;

/** Workflow and subscriber of new messages, if not `approval` for sub-1. */
const freshMessages: Readonly<Record<string, Readonly<Record<string, SeedMessage>>>> = {
  "no-such-button": { A: { workflow: "single" }, B: { workflow: "notice" } },
  "message-of-another-subscriber": { A: { subscriberId: "sub-2" } },
  "subscriber-id-percent-encoded": { A: { subscriberId: "user:42@example.com" } },
  "messages-by-subscriber": { B: { workflow: "single" } },
  "v2-no-such-button": { A: { workflow: "single" }, B: { workflow: "notice" } },
  "v2-notification-of-another-subscriber": { A: { subscriberId: "sub-2" } },
  "v2-list": { B: { workflow: "single" } },
  "v2-workflow-fresh-message": {
    A: { workflow: "approval-v2" },
    B: { workflow: "single-v2" },
    C: { workflow: "notice-v2" },
  },
  "inbox-list": { B: { workflow: "approval-v2" } },
};

/** What the recorded servers held before the first scenario, as far as responses show it. */
const initialContent: Readonly<Record<ServerVersion, Seed>> = {
  "2.0": {},
  "3.15": {},
  "3.19": {
    subscribers: [
      { subscriberId: "user:42@example.com", firstName: "U", lastName: "X", email: "42@example.com" },
      { subscriberId: "made-by-trigger", email: "made@example.com" },
    ],
    messages: [
      { count: 110, archived: true, read: true, ago: "1h" },
      { count: 110, ago: "1h" },
    ],
  },
};

const COUNT = /^\d+$/;
const IDENTIFIER = /^"[\w-]{12}"$/;
const session: VolatileValues = {
  "data.identifier": IDENTIFIER,
  "data.applicationIdentifier": IDENTIFIER,
  "data.token": /^"(?:JWT|[\w-]+\.[\w-]+\.[\w-]+)"$/,
};

/** Values that depend on the number of earlier messages, or are random per environment. */
const volatileValues: Readonly<Record<string, VolatileValues>> = {
  "messages-by-subscriber": { totalCount: /^\d+$/ },
  "unseen-count": { "data.count": /^\d+$/ },
  "environment-me": { "data.identifier": IDENTIFIER },
  "inbox-session": session,
  "inbox-list": session,
  "inbox-count": session,
  "inbox-press-primary": session,
  "inbox-marks": session,
  // The messages of scenarios between those of the recording.
  "list-limits": {
    totalCount: COUNT,
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => [`data[${index}]`, /^{.*}$/])),
  },
};

/** Unrecorded requests that took a token of the `flags` server just before a scenario. */
const unrecordedRequests: Readonly<Record<string, number>> = { "rate-limit-headers": 3 };

/** When the first scenario was recorded; bodies have times that depend on it. */
const START: Readonly<Record<ServerVersion, number>> = {
  "2.0": Date.parse("2026-11-23T06:00:00.000Z"),
  "3.15": Date.parse("2026-11-23T06:00:00.000Z"),
  "3.19": Date.parse("2026-11-30T16:37:00.000Z"),
};

/** The limit of requests without a key, which the sandbox does not have. */
const KEYLESS = /keyless/;

/** ms between two scenarios: more than a token takes to refill; within a scenario less time passed. */
const SCENARIO_GAP = 100;

export interface ReplayedStep {
  readonly recorded: unknown;
  readonly answered: unknown;
}

const bodyOf = (body: string | null | undefined): string | null => {
  const size = /^\((\d+) bytes\)$/.exec(body ?? "")?.[1];
  if (size === undefined) {
    return body ?? null;
  }
  const frame = JSON.stringify({ status: "done", payload: { x: "" } });
  return frame.replace('""', `"${"x".repeat(Number(size) - frame.length)}"`);
};

const send = async (
  sandbox: Sandbox,
  { request }: RecordedStep,
  translate: (text: string) => string,
  headerNames: readonly string[],
): Promise<Exchange> => {
  const authorization = request.auth === undefined ? VALID : request.auth === VALID ? UNKNOWN : request.auth;
  const body = bodyOf(request.body);
  const response = await fetch(sandbox.url + translate(request.path), {
    method: request.method,
    headers: {
      ...request.headers,
      ...(authorization === null
        ? {}
        : { authorization: translate(authorization.replace("{key}", RECORDED_KEY)) }),
    },
    ...(body === null ? {} : { body: translate(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(
      headerNames.flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    ),
    body: text === "" ? "" : JSON.parse(text),
  };
};

const startServers = async (server: ServerVersion, now: () => number) => {
  const common = { server, keys: [RECORDED_KEY], now, seed: initialContent[server] };
  return {
    stock: await startSandbox(common),
    flags: await startSandbox({
      ...common,
      idempotency: true,
      rateLimit: { requests: 100, seconds: 5, categories: { global: 150 } },
    }),
    tight: await startSandbox({ ...common, idempotency: true, rateLimit: { requests: 5, seconds: 5 } }),
  };
};

interface FreshMessage extends SeededMessage {
  readonly alias: string;
  readonly recorded: { readonly id: string; readonly tx: string };
}

const seedScenario = (sandbox: Sandbox, name: string, { messages }: Scenario): readonly FreshMessage[] =>
  Object.entries(messages).flatMap(([alias, recorded]) =>
    sandbox.seed(freshMessages[name]?.[alias] ?? {}).map((seeded) => ({ ...seeded, alias, recorded })),
  );

/** Replaces the IDs of the recording with those of this run. */
const translator =
  (fresh: readonly FreshMessage[]) =>
  (text: string): string =>
    fresh.reduce(
      (result, { recorded, messageId, transactionId }) =>
        result.replaceAll(recorded.id, messageId).replaceAll(recorded.tx, transactionId),
      text,
    );

const namesOf = (
  fresh: readonly FreshMessage[],
  idsOf: (message: FreshMessage) => readonly [id: string, transaction: string],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fresh.flatMap((message) => {
      const [id, transaction] = idsOf(message);
      return [
        [id, `<${message.alias}>`],
        [transaction, `<${message.alias} transaction>`],
      ];
    }),
  );

const valueAt = (value: unknown, path: string): unknown =>
  path.split(".").reduce((inner, key) => (inner as Record<string, unknown>)[key], value);

interface Replay {
  readonly sandbox: Sandbox;
  readonly headerNames: readonly string[];
  readonly tick: () => void;
}

const replayScenario = async (name: string, scenario: Scenario, { sandbox, headerNames, tick }: Replay) => {
  const fresh = seedScenario(sandbox, name, scenario);
  const captured = new Map<string, string>();
  const translate = (text: string) =>
    [...captured].reduce((result, [given, own]) => result.replaceAll(given, own), translator(fresh)(text));
  const volatile = volatileValues[name];
  const ofRecorded = createNormaliser(
    namesOf(fresh, ({ recorded }) => [recorded.id, recorded.tx]),
    volatile,
  );
  const ofAnswered = createNormaliser(
    namesOf(fresh, ({ messageId, transactionId }) => [messageId, transactionId]),
    volatile,
  );
  const steps: ReplayedStep[] = [];
  for (const step of scenario.steps) {
    tick();
    const answered = await send(sandbox, step, translate, headerNames);
    for (const [word, path] of Object.entries(step.request.capture ?? {})) {
      const own = String(valueAt(answered.body, path));
      captured.set(`{$${word}}`, own).set(`"${String(valueAt(step.response.body, path))}"`, `"${own}"`);
    }
    const isKeyless = KEYLESS.test(step.response.headers["ratelimit-policy"] ?? "");
    const headers = Object.fromEntries(
      Object.entries(step.response.headers).filter(([name]) => !isKeyless || !name.startsWith("ratelimit-")),
    );
    steps.push({
      recorded: { ...step.response, headers, body: ofRecorded(step.response.body) },
      answered: { ...answered, body: ofAnswered(answered.body) },
    });
  }
  return steps;
};

/** Sends all requests of a recording to sandboxes of that version, in the recorded order. */
export const replayRecording = async (
  recording: Recording,
  server: ServerVersion,
): Promise<ReadonlyMap<string, readonly ReplayedStep[]>> => {
  let clock = START[server];
  const tick = () => {
    clock += 1;
  };
  const servers = await startServers(server, () => clock);
  const headerNames = recordedHeaderNames(recording);
  const replayed = new Map<string, readonly ReplayedStep[]>();
  for (const [name, scenario] of Object.entries(recording.scenarios)) {
    clock += SCENARIO_GAP;
    const sandbox = servers[scenario.steps[0]?.request.server ?? "stock"];
    for (let missing = unrecordedRequests[name] ?? 0; missing > 0; missing -= 1) {
      await fetch(`${sandbox.url}/v1/subscribers`, { headers: { authorization: `ApiKey ${RECORDED_KEY}` } });
    }
    replayed.set(name, await replayScenario(name, scenario, { sandbox, headerNames, tick }));
  }
  await Promise.all(Object.values(servers).map((each) => each.close()));
  return replayed;
};
