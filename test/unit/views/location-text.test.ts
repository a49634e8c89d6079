import { expect, test } from "vitest";
import { locationText } from "../../../src/views/location-text.js";
import { LOCATION } from "./message-fixture.js";

const PROD = { id: "e1", name: undefined, type: undefined, organizationId: undefined };

test.each([
  ["a profile that knows its environment", LOCATION, "e9", "env Production · eu · profile prod"],
  [
    "a profile that knows no name",
    { ...LOCATION, profile: { name: "prod", environment: PROD } },
    "e9",
    "env e9 · eu · profile prod",
  ],
  [
    "a profile that knows nothing",
    { ...LOCATION, profile: { name: "prod", environment: undefined } },
    undefined,
    "eu · profile prod",
  ],
  [
    "a key without a profile",
    { ...LOCATION, profile: undefined, key: { source: "NOVU_SECRET_KEY" } },
    "e9",
    "env e9 · eu · key from NOVU_SECRET_KEY",
  ],
  [
    "a self-hosted server",
    { ...LOCATION, region: "novu.example.com:3000" },
    "e9",
    "env Production · novu.example.com:3000 · profile prod",
  ],
])("where it happened, for %s", (_what, place, environmentId, text) => {
  expect(locationText(place, environmentId)).toBe(text);
});
