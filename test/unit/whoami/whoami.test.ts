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

test("whoami for a person names every source, and warns of what was ignored", () => {
  const facts = body.view(IDENTITY).fields?.map(({ label, value }) => [label, value]);
  expect(facts).toEqual([
    ["profile", { text: "prod" }],
    ["environment", { text: "Production" }],
    ["environment id", { text: "e1" }],
    ["environment type", "none"],
    ["organization id", { text: "o1" }],
    ["api url", { text: "https://eu.api.novu.co", tone: "strong" }],
    ["api url from", { text: "profile prod" }],
    ["api url ignored", { text: "NOVU_API_URL", tone: "warn" }],
    ["key from", { text: "NOVU_MSG_SECRET_KEY" }],
    ["key ignored", { text: "NOVU_SECRET_KEY, profile prod", tone: "warn" }],
    ["key place", { text: "system keychain" }],
    ["allow", { text: "ask" }],
    ["allow from", { text: "NOVU_MSG_ALLOW, profile prod" }],
  ]);
});

test("where nothing was ignored, nothing is said", () => {
  const { location } = IDENTITY;
  const quiet = {
    ...IDENTITY,
    location: { ...location, key: { source: "x", overridden: [], label: undefined } },
  };
  expect(body.view(quiet).fields?.slice(-4, -2)).toEqual([
    { label: "key ignored", value: "none" },
    { label: "key place", value: "none" },
  ]);
});
