import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { useNovuServer } from "../support/loopback-server.js";
import { run } from "../support/run-cli.js";
import { KEY } from "../support/sandbox.js";

keeps("a server that repeats the key does not get it printed");

const HEALTH = "/v1/health-check";
const ENVIRONMENT = { _id: "65f0c1a9b2d4e6f8a0b1c2d3", name: "Development" };

const FORMS: Readonly<Record<string, (key: string) => string>> = {
  "as it stands": (key) => key,
  "in part": (key) => key.slice(3, 27),
  "in upper case": (key) => key.toUpperCase(),
  "in base64": (key) => btoa(`ApiKey ${key}`),
  "in an address": (key) => `/?k=${encodeURIComponent(`ApiKey ${key}`)}`,
  "in JSON in JSON": (key) => JSON.stringify({ key: JSON.stringify([key]) }),
};

/** Repeats what an earlier request was sent wherever an answer to a request without a key can hold it. */
const remembering = (form: (key: string) => string): RequestListener => {
  let earlier = "";
  return (request, response) => {
    const { authorization = "" } = request.headers;
    if (authorization !== "") earlier = authorization.replace(/^\S+ /, "");
    const said = form(earlier);
    response.setHeader("x-echo", said).setHeader("ratelimit-policy", said).setHeader("deprecation", said);
    response.setHeader("sunset", said).setHeader("link", `<${said}>; rel="deprecation"`);
    if (request.url === HEALTH) {
      const info = { apiVersion: { version: said, status: said } };
      response.end(JSON.stringify({ data: { status: said, info } }));
    } else if (request.url === "/v1/environments/me") {
      response.end(JSON.stringify({ data: { ...ENVIRONMENT, name: said } }));
    } else response.writeHead(500).end(JSON.stringify({ message: said }));
  };
};

/** Eight characters of the key in a row, in either case. */
const shows = (text: string): boolean =>
  Array.from({ length: KEY.length - 7 }, (_, at) => KEY.slice(at, at + 8)).some((part) =>
    text.toLowerCase().includes(part),
  );

test.each(Object.entries(FORMS))(
  "a server that repeats an earlier request's key %s does not get it printed",
  async (_how, form) => {
    const env = await useNovuServer(remembering(form));
    for (const words of [
      ["doctor"],
      ["doctor", "--json"],
      ["doctor", "-v"],
      ["whoami", "--json"],
      ["message", "list"],
    ]) {
      const end = await run([...words, "--retries", "0"], { env });
      expect(shows(end.stdout + end.stderr)).toBe(false);
      expect(end.stdout + end.stderr).not.toContain(btoa(`ApiKey ${KEY}`).slice(12, 40));
    }
  },
);
