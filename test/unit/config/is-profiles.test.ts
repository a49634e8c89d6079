import { expect, test } from "vitest";
import { isProfiles } from "../../../src/config/profile.js";
import { EU, PROFILES, profileAt } from "./profiles-fixture.js";

const one = (profile: unknown) => ({ profiles: { p: profile } });

test.each<[string, unknown]>([
  ["no profiles yet", { profiles: {} }],
  ["several profiles", PROFILES],
  ["both marks", { active: "a", previous: "b", profiles: {} }],
  ["a key in a variable", one(profileAt(EU, { key: { in: "env", name: "K" } }))],
  ["a key from a command", one(profileAt(EU, { key: { in: "command", command: "op read x" } }))],
  ["an environment of which little is known", one({ ...profileAt(EU), environment: { id: "e" } })],
  ["fields of a newer version", { schema: 2, profiles: { p: { ...profileAt(EU), tags: ["x"] } } }],
])("%s is what novu-msg writes", (_what, value) => {
  expect(isProfiles(value)).toBe(true);
});

test.each<[string, unknown]>([
  ["null", null],
  ["a list", []],
  ["a text", "x"],
  ["an empty object", {}],
  ["profiles in a list", { profiles: [] }],
  ["a profile that is null", one(null)],
  ["a profile without address", one({ ...profileAt(EU), apiUrl: undefined })],
  ["a profile whose address is none", one(profileAt("novu"))],
  ["a profile without key", one({ ...profileAt(EU), key: undefined })],
  ["a key in an unknown place", one({ ...profileAt(EU), key: { in: "moon", value: "x" } })],
  ["a key that is a number", one({ ...profileAt(EU), key: { in: "file", value: 5 } })],
  ["a key's variable without name", one({ ...profileAt(EU), key: { in: "env" } })],
  ["a creation date that is a number", one({ ...profileAt(EU), createdAt: 5 })],
  ["a check date that is a number", one({ ...profileAt(EU), verifiedAt: 5 })],
  ["an environment that is null", one({ ...profileAt(EU), environment: null })],
  ["an environment whose name is an object", one({ ...profileAt(EU), environment: { name: {} } })],
  ["an allowance that is a text", one({ ...profileAt(EU), allowHttp: "yes" })],
  ["a mark that is a number", { active: 1, profiles: {} }],
  ["a schema that is a text", { schema: "1", profiles: {} }],
  ["a schema that is no number of a version", { schema: 0, profiles: {} }],
  ["a mark that is null", { previous: null, profiles: {} }],
])("%s is not", (_what, value) => {
  expect(isProfiles(value)).toBe(false);
});
