import { expect, test } from "vitest";
import { locationText } from "../../../src/views/location-text.js";
import { LOCATION } from "./message-fixture.js";

const PROD = { id: "e1", name: undefined, type: undefined, organizationId: undefined };

test.each([
  ["a profile that knows its environment", LOCATION, undefined, "Production · eu"],
  ["a name that was just read", { ...LOCATION, profile: undefined }, "Staging", "Staging · eu"],
  [
    "a profile that knows no name: never the ID",
    { ...LOCATION, profile: { name: "prod", environment: PROD } },
    undefined,
    "prod · eu",
  ],
  [
    "a key without a profile",
    { ...LOCATION, profile: undefined, key: { source: "NOVU_SECRET_KEY" } },
    undefined,
    "eu",
  ],
  [
    "a self-hosted server",
    { ...LOCATION, region: "novu.example.com:3000" },
    undefined,
    "Production · novu.example.com:3000",
  ],
])("where it happened, for %s", (_what, place, environmentName, text) => {
  expect(locationText(place, environmentName)).toBe(text);
});
