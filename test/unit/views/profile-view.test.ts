import { expect, test } from "vitest";
import { body } from "../../../src/commands/profile/show.run.js";
import { textOrNone } from "../../../src/views/cells.js";
import {
  environmentName,
  profileDocument,
  profileTable,
  type VisibleProfile,
} from "../../../src/views/profile-view.js";

const ENVIRONMENT = { id: "e1", name: "Production", type: "prod", organizationId: "o1" };
const PROFILE: VisibleProfile = {
  name: "prod",
  isActive: true,
  apiUrl: "https://eu.api.novu.co",
  keyLabel: "config file",
  environment: ENVIRONMENT,
  allowHttp: false,
  isProtected: true,
  allow: "read",
  createdAt: "2026-11-01T00:00:00.000Z",
  verifiedAt: "2026-11-23T00:00:00.000Z",
};
const BARE: VisibleProfile = {
  ...PROFILE,
  name: "dev",
  isActive: false,
  environment: undefined,
  allowHttp: true,
  isProtected: false,
  verifiedAt: undefined,
};

test("a profile's document has every fact but the key, null for what is not known", () => {
  expect(profileDocument(PROFILE)).toEqual({
    name: "prod",
    active: true,
    apiUrl: "https://eu.api.novu.co",
    key: "config file",
    environment: ENVIRONMENT,
    allowHttp: false,
    protected: true,
    allow: "read",
    createdAt: "2026-11-01T00:00:00.000Z",
    verifiedAt: "2026-11-23T00:00:00.000Z",
  });
  expect(profileDocument(BARE)).toMatchObject({
    environment: null,
    verifiedAt: null,
    active: false,
    allowHttp: true,
  });
});

test("an environment's unknown facts are null", () => {
  const environment = { id: "e1", name: undefined, type: undefined, organizationId: undefined };
  expect(profileDocument({ ...PROFILE, environment }).environment).toEqual({
    id: "e1",
    name: null,
    type: null,
    organizationId: null,
  });
});

test("the table marks the active profile", () => {
  expect(profileTable([PROFILE, BARE])).toEqual({
    columns: [
      { title: "ACTIVE" },
      { title: "NAME", isId: true },
      { title: "ENVIRONMENT" },
      { title: "API URL" },
      { title: "KEY", isDroppable: true },
      { title: "PROTECTED" },
      { title: "ALLOW", optional: true },
    ],
    rows: [
      [
        { text: "*", tone: "strong" },
        { text: "prod", tone: "strong" },
        { text: "Production" },
        { text: PROFILE.apiUrl },
        { text: "config file" },
        { text: "yes" },
        { text: "read" },
      ],
      [
        { text: "" },
        { text: "dev", tone: "strong" },
        "none",
        { text: PROFILE.apiUrl },
        { text: "config file" },
        { text: "" },
        { text: "read" },
      ],
    ],
  });
});

test("the card names every fact in words", () => {
  const read = (profile: VisibleProfile) =>
    body.view(profile).fields?.map(({ label, value }) => [label, value]);
  expect(read(PROFILE)).toEqual([
    ["name", { text: "prod", tone: "strong" }],
    ["active", { text: "yes" }],
    ["environment", { text: "Production" }],
    ["environment id", { text: "e1" }],
    ["environment type", { text: "prod" }],
    ["organization id", { text: "o1" }],
    ["api url", { text: "https://eu.api.novu.co" }],
    ["key", { text: "config file" }],
    ["plain http", { text: "not allowed" }],
    ["protected", { text: "yes" }],
    ["allow", { text: "read" }],
    ["created", { time: "2026-11-01T00:00:00.000Z" }],
    ["verified", { time: "2026-11-23T00:00:00.000Z" }],
  ]);
  const bare = new Map(body.view(BARE).fields?.map(({ label, value }) => [label, value]));
  expect(["active", "environment", "plain http", "verified"].map((label) => bare.get(label))).toEqual([
    { text: "no" },
    "none",
    { text: "allowed" },
    "none",
  ]);
});

test("a key that strays into a profile is shown by none of its forms", () => {
  const stray = { ...PROFILE, key: "0123456789abcdef", secret: { value: "0123456789abcdef" } };
  const shown = JSON.stringify([profileDocument(stray), profileTable([stray]), body.view(stray)]);
  expect(shown).toContain("config file");
  expect(shown).not.toContain("0123456789abcdef");
});

test("an environment is called by its name, never by its id", () => {
  expect([
    environmentName(ENVIRONMENT),
    environmentName({ ...ENVIRONMENT, name: undefined }),
    environmentName(undefined),
  ]).toEqual(["Production", undefined, undefined]);
  expect([textOrNone(undefined), textOrNone("")]).toEqual(["none", { text: "" }]);
});
