import { expect, test } from "vitest";
import { searchedKeySources } from "../../../src/config/key-candidates.js";
import { isProfileName, type KeyLocation, keyLabel, profileNamed } from "../../../src/config/profile.js";
import { visibleProfile } from "../../../src/config/visible-profile.js";
import { EU, PROFILES, profileAt } from "./profiles-fixture.js";

test.each(["p", "prod", "prod.eu", "prod-eu_2", "2nd", "Zürich", "本番", "a".repeat(64), "constructor"])(
  "%s can be a profile's name",
  (name) => {
    expect(isProfileName(name)).toBe(true);
  },
);

test.each([
  "",
  "-",
  "-p",
  ".p",
  "_p",
  "a b",
  "a/b",
  "a\n",
  "a".repeat(65),
  "__proto__",
  "a;b",
  "$a",
  "a\u0007",
])("%j isn't a valid profile name", (name) => {
  expect(isProfileName(name)).toBe(false);
});

test("a profile is found by its name, and not by names of Object.prototype", () => {
  expect(profileNamed(PROFILES, "prod")).toEqual(profileAt(EU));
  expect(
    ["none", "toString", "__proto__", "constructor"].map((name) => profileNamed(PROFILES, name)),
  ).toEqual([undefined, undefined, undefined, undefined]);
});

test.each<[KeyLocation, string]>([
  [{ in: "file", value: "s3cret" }, "config file"],
  [{ in: "env", name: "TEAM_KEY" }, "variable TEAM_KEY"],
  [{ in: "command", command: "op read op://vault/s3cret" }, "command op"],
  [{ in: "command", command: "" }, "command "],
])("the key's place %j is called without the key", (key, label) => {
  expect(keyLabel(key)).toBe(label);
});

test("a profile is shown without its key", () => {
  const environment = { id: "e", name: "Production", type: undefined, organizationId: undefined };
  const profile = profileAt(EU, {
    environment,
    allowHttp: true,
    protected: true,
    verifiedAt: "2026-11-23T01:00:00.000Z",
  });
  expect(visibleProfile(PROFILES, "prod", profile)).toEqual({
    name: "prod",
    isActive: true,
    apiUrl: EU,
    keyLabel: "config file",
    environment,
    allowHttp: true,
    isProtected: true,
    allow: "write",
    createdAt: "2026-11-23T00:00:00.000Z",
    verifiedAt: "2026-11-23T01:00:00.000Z",
  });
  expect(JSON.stringify(visibleProfile(PROFILES, "own", profile))).not.toContain("key-of-the-file");
});

test("the searched key sources are listed in order", () => {
  expect(searchedKeySources({ profile: "own" }, PROFILES)).toBe(
    "--profile (own), NOVU_MSG_SECRET_KEY, NOVU_SECRET_KEY, NOVU_API_KEY, active profile (prod)",
  );
  expect(searchedKeySources({}, { profiles: {} })).toBe(
    "--profile (not given), NOVU_MSG_SECRET_KEY, NOVU_SECRET_KEY, NOVU_API_KEY, active profile (none)",
  );
});
