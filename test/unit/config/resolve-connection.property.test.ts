import fc from "fast-check";
import { expect, test } from "vitest";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import { NO_PROFILES, type Profiles } from "../../../src/config/profile.js";
import {
  type ConnectionPlan,
  needsProfiles,
  resolveConnection,
} from "../../../src/config/resolve-connection.js";
import { always } from "../../support/always.js";
import { profileAt } from "./profiles-fixture.js";

const PROMISE = "one order of settings";

/** All addresses have one host, so that no guard interferes. */
const urlOf = (source: string): string => `https://h.example/${source.replace(" ", "-")}`;

const PROFILES: Profiles["profiles"] = {
  byflag: profileAt(urlOf("profile byflag")),
  byenv: profileAt(urlOf("profile byenv")),
  active: profileAt(urlOf("profile active")),
};

const SOURCES = [
  "--profile",
  "NOVU_MSG_PROFILE",
  "active profile",
  "NOVU_MSG_SECRET_KEY",
  "NOVU_SECRET_KEY",
  "NOVU_API_KEY",
  "--api-url",
  "NOVU_MSG_API_URL",
  "NOVU_API_URL",
] as const;
type Source = (typeof SOURCES)[number];

const setting = fc.subarray([...SOURCES]).map((sources) => new Set<Source>(sources));

const flagsOf = (set: ReadonlySet<Source>): ConnectionFlags => ({
  profile: set.has("--profile") ? "byflag" : undefined,
  apiUrl: set.has("--api-url") ? urlOf("--api-url") : undefined,
});

const envOf = (set: ReadonlySet<Source>): Record<string, string> => ({
  ...(set.has("NOVU_MSG_PROFILE") ? { NOVU_MSG_PROFILE: "byenv" } : {}),
  ...Object.fromEntries(
    [...set].filter((name) => name.endsWith("_KEY")).map((name) => [name, `key-${name}`]),
  ),
  ...Object.fromEntries(
    [...set].filter((name) => /^NOVU.*_URL$/.test(name)).map((name) => [name, urlOf(name)]),
  ),
});

const profilesOf = (set: ReadonlySet<Source>): Profiles =>
  set.has("active profile") ? { active: "active", profiles: PROFILES } : { profiles: PROFILES };

const resolve = (set: ReadonlySet<Source>): ConnectionPlan =>
  resolveConnection(flagsOf(set), envOf(set), profilesOf(set));

/** Only the chosen profile is a candidate. */
const chosenProfile = (set: ReadonlySet<Source>): Source | undefined =>
  (["--profile", "NOVU_MSG_PROFILE", "active profile"] as const).find((source) => set.has(source));

const PROFILE_NAMES: Readonly<Partial<Record<Source, string>>> = {
  "--profile": "profile byflag",
  NOVU_MSG_PROFILE: "profile byenv",
  "active profile": "profile active",
};

/** The rule: flag, then NOVU_MSG_*, then Novu's own variables, then the active profile. */
const KEY_ORDER: readonly Source[] = [
  "--profile",
  "NOVU_MSG_SECRET_KEY",
  "NOVU_MSG_PROFILE",
  "NOVU_SECRET_KEY",
  "NOVU_API_KEY",
  "active profile",
];

const expectedKeys = (set: ReadonlySet<Source>): string[] =>
  KEY_ORDER.filter((source) => set.has(source))
    .filter((source) => PROFILE_NAMES[source] === undefined || source === chosenProfile(set))
    .map((source) => PROFILE_NAMES[source] ?? source);

const expectedUrls = (set: ReadonlySet<Source>): string[] => {
  const [key] = expectedKeys(set);
  const chosen = chosenProfile(set);
  // A profile's address counts only together with its key.
  const own = chosen !== undefined && PROFILE_NAMES[chosen] === key ? chosen : undefined;
  const order: readonly (Source | undefined)[] = [
    "--api-url",
    "NOVU_MSG_API_URL",
    ...(own === "active profile" ? (["NOVU_API_URL", own] as const) : ([own, "NOVU_API_URL"] as const)),
  ];
  return order.flatMap((source) =>
    source !== undefined && set.has(source) ? [PROFILE_NAMES[source] ?? source] : [],
  );
};

test("the key with the highest precedence wins, and the overridden ones are reported in order", () => {
  always(
    PROMISE,

    fc.property(setting, (set) => {
      const { key } = resolve(set);
      expect(key === undefined ? [] : [key.source, ...key.overridden]).toEqual(expectedKeys(set));
    }),
  );
});

test("the address with the highest precedence wins, and the overridden ones are reported in order", () => {
  always(
    PROMISE,

    fc.property(setting, (set) => {
      const { apiUrl } = resolve(set);
      const expected = expectedUrls(set);
      expect([apiUrl.source, ...apiUrl.overridden]).toEqual(expected.length === 0 ? ["default"] : expected);
      expect(apiUrl.value).toBe(expected[0] === undefined ? "https://api.novu.co" : urlOf(expected[0]));
    }),
  );
});

test("removing an overridden setting changes only the report", () => {
  always(
    PROMISE,

    fc.property(setting, fc.constantFrom(...SOURCES), (set, source) => {
      const [winner] = expectedKeys(set);
      fc.pre(winner !== (PROFILE_NAMES[source] ?? source));
      // Without the chosen profile another one would be chosen.
      fc.pre(source !== chosenProfile(set));
      const fewer = new Set([...set].filter((other) => other !== source));
      expect(resolve(fewer).key?.source).toBe(winner);
    }),
  );
});

test("there is at most one notice, and only if a profile named for this run meets another key", () => {
  always(
    PROMISE,

    fc.property(setting, (set) => {
      const { key, notices } = resolve(set);
      const isNamed = set.has("--profile") || set.has("NOVU_MSG_PROFILE");
      // All addresses have the same origin here, which causes no notice.
      const isDue = isNamed && key !== undefined && key.overridden.length > 0;
      expect(notices.length).toBe(isDue ? 1 : 0);
    }),
  );
});

test("if the profiles are not needed, they would not change key or address", () => {
  always(
    PROMISE,

    fc.property(setting, (set) => {
      fc.pre(!needsProfiles(flagsOf(set), envOf(set)));
      const read = resolve(set);
      const unread = resolveConnection(flagsOf(set), envOf(set), NO_PROFILES);
      expect([unread.key?.source, unread.apiUrl, unread.notices]).toEqual([
        read.key?.source,
        read.apiUrl,
        read.notices,
      ]);
    }),
  );
});

const nameOf = (source: Source): string => PROFILE_NAMES[source] ?? source;

const KEY_SOURCES = KEY_ORDER;
const URL_SOURCES = SOURCES.filter((source) => !source.endsWith("_KEY"));

const keyOf = (set: ReadonlySet<Source>): string | undefined => resolve(set).key?.source;
const urlFrom = (set: ReadonlySet<Source>): string => resolve(set).apiUrl.source;

test.each([
  ["keys", KEY_SOURCES, keyOf],
  ["addresses", URL_SOURCES, urlFrom],
] as const)(
  "which of two %s wins is a total order, and the first in it wins any set",
  (_what, sources, winnerOf) => {
    const beats = (one: Source, other: Source) => winnerOf(new Set([one, other])) === nameOf(one);
    const wins = (one: Source) => sources.filter((other) => other !== one && beats(one, other)).length;
    // So it is in an order, and where anybody beats in a circle two have the same number.
    expect(sources.map(wins).sort((a, b) => a - b)).toEqual(sources.map((_, at) => at));
    const ranked = [...sources].sort((a, b) => wins(b) - wins(a));
    always(
      PROMISE,
      fc.property(fc.subarray([...sources], { minLength: 1 }), (some) => {
        const first = ranked.find((source) => some.includes(source));
        expect(winnerOf(new Set(some))).toBe(first === undefined ? undefined : nameOf(first));
      }),
    );
  },
);
