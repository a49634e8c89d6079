import { expect, test } from "vitest";
import { examineServer, recording } from "../../../src/commands/doctor/examine-server.js";
import type { RecordedExchange } from "../../../src/commands/doctor/observations.js";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import { surveyConnection } from "../../../src/config/survey-connection.js";
import type { Diagnostics } from "../../../src/context/diagnostics.js";
import type { HttpResponse } from "../../../src/http/http.js";
import { createSecret } from "../../../src/secrets/secret.js";
import { response } from "../novu/fake-call.js";

const HEALTH = response(200, { data: { status: "ok", info: {} } });

/** What is asked, with or without the key, of a server that answers so. */
const askedOf = async (flags: ConnectionFlags, answer: (path: string) => HttpResponse) => {
  const asked: string[] = [];
  const tools: Pick<Diagnostics, "http"> = {
    http: (baseUrl, _route, secret) => async (request) => {
      asked.push(
        `${secret === undefined ? "open" : "with key"}: ${request.method} ${baseUrl}${request.path}`,
      );
      return answer(request.path);
    },
  };
  const seen = await examineServer({
    tools,
    survey: surveyConnection(flags, { NOVU_SECRET_KEY: "key" }, { profiles: {} }),
    secret: { kind: "seen", value: createSecret("key") },
    route: {},
    connection: {
      kind: "seen",
      value: { address: "192.0.2.1", isThroughProxy: false, connectMs: 1, encryption: undefined },
    },
    now: () => 0,
  });
  return { asked, seen };
};

test("over plain http to another machine the address is looked at, and the key stays here", async () => {
  const { asked, seen } = await askedOf({ apiUrl: "http://novu.example" }, () => HEALTH);
  expect(new Set(asked)).toEqual(new Set(["open: GET http://novu.example/v1/health-check"]));
  expect(seen.environment).toEqual({ kind: "skipped", reason: "the key would be sent unencrypted" });
});

test("where that is allowed the key goes, and to no other address", async () => {
  const { asked } = await askedOf({ apiUrl: "http://novu.example", allowHttp: true }, (path) =>
    path.includes("health") ? HEALTH : response(401, { statusCode: 401, message: "API Key not found" }),
  );
  expect(asked.filter((line) => line.startsWith("with key"))).toEqual([
    "with key: GET http://novu.example/v1/environments/me",
  ]);
});

test("a key of one cloud region is never tried in the other", async () => {
  const { asked } = await askedOf({}, () => response(401, { statusCode: 401, message: "API Key not found" }));
  expect(asked.filter((line) => !line.includes("https://api.novu.co/"))).toEqual([]);
});

test("of an answer that was looked at its status and headers are kept, not its body", async () => {
  const exchanges: RecordedExchange[] = [];
  const response = { status: 200, headers: { date: "today" }, body: "b".repeat(1_000) };
  const http = recording(
    async () => response,
    exchanges,
    false,
    () => 0,
  );
  expect(await http({ method: "GET", path: "/v1/x" })).toBe(response);
  expect(exchanges.map((exchange) => exchange.response)).toEqual([
    { status: 200, headers: { date: "today" } },
  ]);
});
