import { expect, test } from "vitest";
import { NO_PROFILES, type Profiles } from "../../../src/config/profile.js";
import { withActive, withoutProfile, withProfile, withRenamed } from "../../../src/config/profile-change.js";
import { refusalOf } from "../failures/failure-of.js";
import { EU, profileAt, US } from "./profiles-fixture.js";

const A = profileAt(EU);
const B = profileAt(US);
const BOTH: Profiles = { active: "a", previous: "b", profiles: { a: A, b: B } };

test("the first profile becomes the active one", () => {
  expect(withProfile(NO_PROFILES, "a", A, false)).toEqual({ active: "a", profiles: { a: A } });
});

test("a further profile becomes active only if requested", () => {
  const one: Profiles = { active: "a", profiles: { a: A } };
  expect(withProfile(one, "b", B, false)).toEqual({ active: "a", profiles: { a: A, b: B } });
  expect(withProfile(one, "b", B, true)).toEqual({ active: "b", previous: "a", profiles: { a: A, b: B } });
});

test("a profile is replaced as a whole", () => {
  const old = profileAt(EU, { allowHttp: true, verifiedAt: "2026-11-23T00:00:00.000Z" });
  expect(withProfile({ active: "a", profiles: { a: old } }, "a", B, false)).toEqual({
    active: "a",
    profiles: { a: B },
  });
});

test("switching profiles remembers the previous one", () => {
  expect(withActive(BOTH, "b")).toEqual({ active: "b", previous: "a", profiles: { a: A, b: B } });
});

test("switching to the active profile changes nothing, not even the previous one", () => {
  expect(withActive(BOTH, "a")).toBe(BOTH);
});

test("a profile that becomes active again after the active one was removed is not also the previous one", () => {
  const removed = withoutProfile(BOTH, "a");
  expect(removed).toEqual({ previous: "b", profiles: { b: B } });
  expect(withActive(removed, "b")).toEqual({ active: "b", profiles: { b: B } });
  expect(withProfile(removed, "b", A, false)).toEqual({ active: "b", profiles: { b: A } });
});

test("a profile that becomes active while none is keeps the previous one", () => {
  const state: Profiles = { previous: "b", profiles: { b: B, c: A } };
  expect(withActive(state, "c")).toEqual({ active: "c", previous: "b", profiles: { b: B, c: A } });
});

test("removing a profile clears its active or previous state", () => {
  expect(withoutProfile(BOTH, "b")).toEqual({ active: "a", profiles: { a: A } });
  expect(withoutProfile({ active: "a", profiles: { a: A } }, "a")).toEqual({ profiles: {} });
});

test("a renamed profile stays active or previous", () => {
  expect(withRenamed(BOTH, "a", "c")).toEqual({ active: "c", previous: "b", profiles: { c: A, b: B } });
  expect(withRenamed(BOTH, "b", "c")).toEqual({ active: "a", previous: "c", profiles: { a: A, c: B } });
  expect(withRenamed(BOTH, "a", "a")).toEqual(BOTH);
});

test.each([
  ["use", () => withActive(BOTH, "x9")],
  ["rename", () => withRenamed(BOTH, "x9", "c")],
  ["remove", () => withoutProfile(BOTH, "x9")],
])("%s does not make a profile", async (_what, change) => {
  expect(await refusalOf(change)).toBe('E_PROFILE: there is no profile "x9"');
});

test("renaming to an existing name is refused", async () => {
  expect(await refusalOf(() => withRenamed(BOTH, "a", "b"))).toBe(
    'E_PROFILE_EXISTS: profile "b" already exists',
  );
});

test("unknown fields of a newer version are kept", () => {
  const newer = { ...BOTH, schema: 2, teams: { x: 1 } };
  const changes: readonly ((state: Profiles) => Profiles)[] = [
    (state) => withProfile(state, "c", A, true),
    (state) => withActive(state, "b"),
    (state) => withRenamed(state, "a", "c"),
    (state) => withoutProfile(state, "a"),
  ];
  for (const change of changes) expect(change(newer)).toMatchObject({ schema: 2, teams: { x: 1 } });
});

test("names of Object.prototype work like others", () => {
  const state = withProfile(NO_PROFILES, "constructor", A, true);
  expect(Object.entries(state.profiles)).toEqual([["constructor", A]]);
  expect(withRenamed(state, "constructor", "toString")).toEqual({
    active: "toString",
    profiles: { toString: A },
  });
});
