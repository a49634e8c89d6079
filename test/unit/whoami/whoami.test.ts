import { expect, test } from "vitest";
import { body } from "../../../src/commands/whoami/whoami.run.js";

const IDENTITY: Parameters<typeof body.view>[0] = {
  environment: { id: "e1", name: "Production", type: undefined, organizationId: "o1" },
  location: {
    region: "eu",
    profile: { name: "prod", environment: undefined },
    apiUrl: { value: "https://eu.api.novu.co", source: "profile prod", overridden: ["NOVU_API_URL"] },
    key: {
      source: "NOVU_MSG_SECRET_KEY",
      overridden: ["NOVU_SECRET_KEY", "profile prod"],
      label: "system keychain",
    },
    allow: { level: "ask", source: "NOVU_MSG_ALLOW, profile prod" },
  },
};

test("whoami for a program: values, sources, and what each of them shadowed", () => {
  expect(body.document(IDENTITY)).toEqual({
    profile: "prod",
    environment: { id: "e1", name: "Production", type: null, organizationId: "o1" },
    apiUrl: { value: "https://eu.api.novu.co", source: "profile prod", shadowed: ["NOVU_API_URL"] },
    key: {
      source: "NOVU_MSG_SECRET_KEY",
      place: "system keychain",
      shadowed: ["NOVU_SECRET_KEY", "profile prod"],
    },
    allow: { value: "ask", source: "NOVU_MSG_ALLOW, profile prod" },
  });
});

test("whoami without a profile", () => {
  const { location } = IDENTITY;
  expect(body.document({ ...IDENTITY, location: { ...location, profile: undefined } }).profile).toBe(null);
});

test("whoami for a person is short; its details name every source, and what was ignored", () => {
  const { fields, details } = body.view(IDENTITY);
  const shown = (list = fields) => list?.map(({ label, value }) => [label, value]);
  expect(shown()).toEqual([
    ["profile", { text: "prod" }],
    ["environment", { text: "Production" }],
    ["api url", { text: "https://eu.api.novu.co", tone: "strong" }],
    ["key from", { text: "NOVU_MSG_SECRET_KEY" }],
    ["allow", { text: "ask" }],
  ]);
  expect(shown(details)).toEqual([
    ["key place", { text: "system keychain" }],
    ["key ignored", { text: "NOVU_SECRET_KEY, profile prod" }],
    ["api url from", { text: "profile prod" }],
    ["api url ignored", { text: "NOVU_API_URL" }],
    ["environment id", { text: "e1" }],
    ["environment type", "none"],
    ["organization id", { text: "o1" }],
    ["allow from", { text: "NOVU_MSG_ALLOW, profile prod" }],
  ]);
});

test("where nothing was ignored, nothing is said; a level that limits nothing is not shown", () => {
  const { location } = IDENTITY;
  const quiet = {
    ...IDENTITY,
    location: {
      ...location,
      key: { source: "x", overridden: [], label: undefined },
      allow: { ...location.allow, level: "write" as const },
    },
  };
  expect(body.view(quiet).details?.slice(0, 2)).toEqual([
    { label: "key place", value: "none" },
    { label: "key ignored", value: "none" },
  ]);
  expect(body.view(quiet).fields?.map(({ label }) => label)).not.toContain("allow");
});
