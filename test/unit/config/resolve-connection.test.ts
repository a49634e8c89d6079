import { expect, test } from "vitest";
import type { ConnectionFlags } from "../../../src/config/connection-flags.js";
import { NO_PROFILES, type Profiles } from "../../../src/config/profile.js";
import { needsProfiles, resolveConnection } from "../../../src/config/resolve-connection.js";
import type { Env } from "../../../src/model/env.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";
import { EU, PROFILES, profileAt, US } from "./profiles-fixture.js";

const OWN = "https://novu.example.com/ctx";
const INACTIVE: Profiles = { profiles: PROFILES.profiles };

/** One line each for key and address: the winner, and in brackets what it overrides. */
const planOf = (flags: ConnectionFlags, env: Env, profiles: Profiles) => {
  const { key, apiUrl, notices } = resolveConnection(flags, env, profiles);
  const line = ({ source, overridden }: { source: string; overridden: readonly string[] }) =>
    `${source} (${overridden.join(", ")})`;
  return { key: key && line(key), url: `${apiUrl.value} by ${line(apiUrl)}`, notices };
};

interface Row {
  readonly name: string;
  readonly flags?: ConnectionFlags;
  readonly env?: Env;
  readonly profiles?: Profiles;
  readonly key: string | undefined;
  readonly url: string;
  readonly notices?: readonly string[];
}

const ROWS: readonly Row[] = [
  { name: "nothing at all", profiles: NO_PROFILES, key: undefined, url: `${US} by default ()` },
  { name: "profiles, none of them active", profiles: INACTIVE, key: undefined, url: `${US} by default ()` },
  { name: "the active profile", key: "profile prod ()", url: `${EU} by profile prod ()` },
  {
    name: "a profile by flag",
    flags: { profile: "own" },
    key: "profile own ()",
    url: `${OWN} by profile own ()`,
  },
  {
    name: "a profile by variable",
    env: { NOVU_MSG_PROFILE: "own" },
    key: "profile own ()",
    url: `${OWN} by profile own ()`,
  },
  {
    name: "the flag's profile before the variable's",
    flags: { profile: "own" },
    env: { NOVU_MSG_PROFILE: "lab" },
    key: "profile own ()",
    url: `${OWN} by profile own ()`,
  },
  {
    name: "a profile's plain http, allowed when it was added",
    flags: { profile: "lab" },
    key: "profile lab ()",
    url: "http://lab.example.com:3000 by profile lab ()",
  },
  {
    name: "Novu's key variable before the active profile, whose address does not count then",
    env: { NOVU_SECRET_KEY: "k" },
    key: "NOVU_SECRET_KEY (profile prod)",
    url: `${US} by default ()`,
  },
  {
    name: "all key variables, the tool's own first",
    env: { NOVU_API_KEY: "3", NOVU_SECRET_KEY: "2", NOVU_MSG_SECRET_KEY: "1" },
    key: "NOVU_MSG_SECRET_KEY (NOVU_SECRET_KEY, NOVU_API_KEY, profile prod)",
    url: `${US} by default ()`,
  },
  {
    name: "empty variables, which count as not set",
    env: { NOVU_MSG_SECRET_KEY: "", NOVU_SECRET_KEY: " \n", NOVU_API_URL: "", NOVU_MSG_PROFILE: "" },
    key: "profile prod ()",
    url: `${EU} by profile prod ()`,
  },
  {
    name: "an ambient key beaten by a profile named on the line",
    flags: { profile: "own" },
    env: { NOVU_SECRET_KEY: "k" },
    key: "profile own (NOVU_SECRET_KEY)",
    url: `${OWN} by profile own ()`,
    notices: ["the key comes from profile own; NOVU_SECRET_KEY is ignored for this run"],
  },
  {
    name: "ambient key and address beaten by a profile, in one notice",
    flags: { profile: "own" },
    env: { NOVU_SECRET_KEY: "k", NOVU_API_URL: US },
    key: "profile own (NOVU_SECRET_KEY)",
    url: `${OWN} by profile own (NOVU_API_URL)`,
    notices: [
      "the key and the URL come from profile own; NOVU_SECRET_KEY and NOVU_API_URL are ignored for this run",
    ],
  },
  {
    name: "an ambient address on the profile's own host, which is no news",
    flags: { profile: "own" },
    env: { NOVU_SECRET_KEY: "k", NOVU_API_URL: `${OWN}/v1` },
    key: "profile own (NOVU_SECRET_KEY)",
    url: `${OWN} by profile own (NOVU_API_URL)`,
    notices: ["the key comes from profile own; NOVU_SECRET_KEY is ignored for this run"],
  },
  {
    name: "a broken ambient address beaten by a profile",
    flags: { profile: "own" },
    env: { NOVU_API_URL: "rubbish" },
    key: "profile own ()",
    url: `${OWN} by profile own (NOVU_API_URL)`,
    notices: ["the URL comes from profile own; NOVU_API_URL is ignored for this run"],
  },
  {
    name: "an ambient address alone beaten by a profile",
    env: { NOVU_MSG_PROFILE: "own", NOVU_API_URL: US },
    key: "profile own ()",
    url: `${OWN} by profile own (NOVU_API_URL)`,
    notices: ["the URL comes from profile own; NOVU_API_URL is ignored for this run"],
  },
  {
    name: "the tool's own key variable beaten by --profile",
    flags: { profile: "own" },
    env: { NOVU_MSG_SECRET_KEY: "k" },
    key: "profile own (NOVU_MSG_SECRET_KEY)",
    url: `${OWN} by profile own ()`,
    notices: ["the key comes from profile own; NOVU_MSG_SECRET_KEY is ignored for this run"],
  },
  {
    name: "the tool's own key variable before NOVU_MSG_PROFILE",
    env: { NOVU_MSG_PROFILE: "own", NOVU_MSG_SECRET_KEY: "k" },
    key: "NOVU_MSG_SECRET_KEY (profile own)",
    url: `${US} by default ()`,
    notices: ["the key comes from NOVU_MSG_SECRET_KEY; profile own is ignored for this run"],
  },
  {
    name: "NOVU_MSG_PROFILE between the tool's own key variable and Novu's",
    env: { NOVU_MSG_PROFILE: "own", NOVU_MSG_SECRET_KEY: "k", NOVU_SECRET_KEY: "k", NOVU_API_URL: EU },
    key: "NOVU_MSG_SECRET_KEY (profile own, NOVU_SECRET_KEY)",
    url: `${EU} by NOVU_API_URL ()`,
    notices: [
      "the key comes from NOVU_MSG_SECRET_KEY; profile own and NOVU_SECRET_KEY are ignored for this run",
    ],
  },
  {
    name: "the addresses of an unstored key, --api-url first",
    flags: { apiUrl: "https://h.example/v1/" },
    env: { NOVU_SECRET_KEY: "k", NOVU_MSG_API_URL: US, NOVU_MSG_REGION: "eu", NOVU_API_URL: EU },
    key: "NOVU_SECRET_KEY (profile prod)",
    url: "https://h.example by --api-url (NOVU_MSG_API_URL, NOVU_MSG_REGION, NOVU_API_URL)",
  },
  {
    name: "--region before the address variables",
    flags: { region: "eu" },
    env: { NOVU_SECRET_KEY: "k", NOVU_MSG_API_URL: US, NOVU_API_URL: US },
    key: "NOVU_SECRET_KEY (profile prod)",
    url: `${EU} by --region (NOVU_MSG_API_URL, NOVU_API_URL)`,
  },
  {
    name: "NOVU_MSG_API_URL before NOVU_MSG_REGION before NOVU_API_URL",
    env: { NOVU_SECRET_KEY: "k", NOVU_MSG_API_URL: OWN, NOVU_MSG_REGION: "eu", NOVU_API_URL: US },
    key: "NOVU_SECRET_KEY (profile prod)",
    url: `${OWN} by NOVU_MSG_API_URL (NOVU_MSG_REGION, NOVU_API_URL)`,
  },
  {
    name: "NOVU_MSG_REGION before NOVU_API_URL",
    env: { NOVU_SECRET_KEY: "k", NOVU_MSG_REGION: "eu", NOVU_API_URL: US },
    key: "NOVU_SECRET_KEY (profile prod)",
    url: `${EU} by NOVU_MSG_REGION (NOVU_API_URL)`,
  },
  {
    name: "a broken address that is put out of force does no harm",
    flags: { region: "us" },
    env: { NOVU_SECRET_KEY: "k", NOVU_MSG_API_URL: "rubbish", NOVU_API_URL: "rubbish" },
    key: "NOVU_SECRET_KEY (profile prod)",
    url: `${US} by --region (NOVU_MSG_API_URL, NOVU_API_URL)`,
  },
  {
    name: "another address for the same host as the stored key's",
    flags: { profile: "own", apiUrl: "https://novu.example.com/other" },
    key: "profile own ()",
    url: "https://novu.example.com/other by --api-url (profile own)",
  },
  {
    name: "another host that was allowed for the stored key",
    flags: { apiUrl: "https://h.example:8443", allowHost: ["x.example", "h.example:8443"] },
    key: "profile prod ()",
    url: "https://h.example:8443 by --api-url (profile prod)",
  },
];

test.each(ROWS)(
  "settings: $name",
  ({ flags = {}, env = {}, profiles = PROFILES, key, url, notices = [] }) => {
    expect(planOf(flags, env, profiles)).toEqual({ key, url, notices });
  },
);

const REFUSALS: readonly [string, ConnectionFlags, Env, string][] = [
  [
    "two flags that both say where",
    { region: "eu", apiUrl: US },
    {},
    "E_CONFLICT: --region and --api-url can't be combined",
  ],
  ["an unknown region", { region: "ue" }, {}, `E_ENUM: "ue" isn't a region. Did you mean "eu"?`],
  ["a region in capitals", {}, { NOVU_MSG_REGION: "EU" }, `E_ENUM: "EU" isn't a region. Did you mean "eu"?`],
  ["a region far away", { region: "apac" }, {}, `E_ENUM: "apac" isn't a region`],
  ["a name every object has", { region: "toString" }, {}, `E_ENUM: "toString" isn't a region`],
  ["a broken address", { apiUrl: "novu" }, {}, `E_URL: "novu" isn't an http or https URL`],
  [
    "a mistyped profile",
    { profile: "prdo" },
    {},
    'E_PROFILE: there is no profile "prdo". Did you mean "prod"?',
  ],
  ["an unknown profile by variable", {}, { NOVU_MSG_PROFILE: "x9" }, 'E_PROFILE: there is no profile "x9"'],
  ["an empty profile name", { profile: "" }, {}, 'E_PROFILE: there is no profile ""'],
  [
    "a profile every object has",
    { profile: "constructor" },
    {},
    'E_PROFILE: there is no profile "constructor"',
  ],
  [
    "a stored key for another host, by flag",
    { apiUrl: "https://evil.example" },
    {},
    'E_HOST: the key of profile "prod" belongs to eu.api.novu.co, not to evil.example',
  ],
  [
    "a stored key for another host, by an ambient variable",
    {},
    { NOVU_API_URL: "https://evil.example" },
    'E_HOST: the key of profile "prod" belongs to eu.api.novu.co, not to evil.example',
  ],
  [
    "a stored key for another port",
    { profile: "own", apiUrl: "https://novu.example.com:8443" },
    {},
    'E_HOST: the key of profile "own" belongs to novu.example.com, not to novu.example.com:8443',
  ],
  [
    "a stored key for the other region",
    { region: "us" },
    {},
    'E_HOST: the key of profile "prod" belongs to eu.api.novu.co, not to api.novu.co',
  ],
  [
    "an allowed host that is another one",
    { apiUrl: "https://evil.example", allowHost: ["evil.example:444", "h.evil.example"] },
    {},
    'E_HOST: the key of profile "prod" belongs to eu.api.novu.co, not to evil.example',
  ],
  [
    "plain http",
    { apiUrl: "http://h.example" },
    { NOVU_SECRET_KEY: "k" },
    "E_HTTP: http://h.example is plain http: the key would be sent unencrypted",
  ],
  [
    "plain http to the host of a key stored for https",
    { apiUrl: "http://eu.api.novu.co" },
    {},
    'E_HOST: the key of profile "prod" belongs to https://eu.api.novu.co, not to http://eu.api.novu.co',
  ],
  [
    "plain http to a host other than the one it was allowed for",
    { profile: "lab", apiUrl: "http://h.example", allowHost: ["h.example"] },
    {},
    "E_HTTP: http://h.example is plain http: the key would be sent unencrypted",
  ],
];

test.each(REFUSALS)("refused: %s", async (_what, flags, env, refusal) => {
  expect(await refusalOf(() => resolveConnection(flags, env, PROFILES))).toBe(refusal);
});

test.each<[string, ConnectionFlags, Env]>([
  ["--allow-http", { apiUrl: "http://h.example", allowHttp: true }, {}],
  ["NOVU_MSG_ALLOW_HTTP", { apiUrl: "http://h.example" }, { NOVU_MSG_ALLOW_HTTP: "1" }],
  ["a loopback address", { apiUrl: "http://127.0.0.1:3000" }, {}],
])("plain http is let through by %s", (_what, flags, env) => {
  const { apiUrl } = resolveConnection(flags, { NOVU_SECRET_KEY: "k", ...env }, PROFILES);
  expect(apiUrl.source).toBe("--api-url");
});

test("NOVU_MSG_ALLOW_HTTP=0 allows nothing", async () => {
  const env = { NOVU_SECRET_KEY: "k", NOVU_MSG_ALLOW_HTTP: "0" };
  const resolve = () => resolveConnection({ apiUrl: "http://h.example" }, env, PROFILES);
  expect((await failureOf(resolve)).code).toBe("E_HTTP");
});

test("the failure for another host says where the address came from and how to allow it", async () => {
  const env = { NOVU_API_URL: "https://h.example/ctx" };
  expect((await failureOf(() => resolveConnection({}, env, PROFILES))).info).toEqual({
    hint: ["The other URL comes from NOVU_API_URL. Nothing was sent."],
    addition: { words: ["--allow-host", "h.example"], when: "to send this key there anyway" },
    next: [
      {
        words: ["novu-msg", "profile", "add", "other", "--api-url", "https://h.example/ctx"],
        when: "to store a key for that host",
      },
    ],
  });
});

test("the failure for plain http says how to allow it", async () => {
  const env = { NOVU_SECRET_KEY: "k" };
  const resolve = () => resolveConnection({ apiUrl: "http://h.example" }, env, NO_PROFILES);
  expect((await failureOf(resolve)).info).toEqual({
    hint: ["Nothing was sent. Use https if the server supports it."],
    addition: { words: ["--allow-http"], when: "if you trust the network" },
  });
});

test.each<[string, ConnectionFlags, string]>([
  ["the cloud's first region", {}, "us"],
  ["its other one", { region: "eu" }, "eu"],
  ["a region's address", { apiUrl: "https://EU.api.novu.co/v1/" }, "eu"],
  ["another server", { apiUrl: "https://h.example:8443/ctx" }, "h.example:8443"],
  ["this machine", { apiUrl: "http://localhost:3000" }, "localhost:3000"],
  ["a profile", { profile: "own" }, "novu.example.com"],
])("the place of %s has a name", (_what, flags, region) => {
  const { region: named } = resolveConnection(flags, { NOVU_SECRET_KEY: "k" }, PROFILES);
  expect(named).toBe(region);
});

test("a mistyped profile name gets a correction and a list of all names", async () => {
  expect((await failureOf(() => resolveConnection({ profile: "prdo" }, {}, PROFILES))).info).toEqual({
    hint: ["Profiles: prod, own, lab."],
    correction: { wrong: "prdo", right: "prod" },
    next: [{ words: ["novu-msg", "profile", "list"], when: "to list profiles" }],
  });
});

test("without profiles, the failure suggests adding one", async () => {
  expect((await failureOf(() => resolveConnection({ profile: "prod" }, {}, NO_PROFILES))).info).toEqual({
    hint: ["No profile has been added yet."],
    correction: undefined,
    next: [{ words: ["novu-msg", "profile", "add", "prod", "--region", "eu"] }],
  });
});

test("keys are masked in a printed plan", () => {
  const env = { NOVU_SECRET_KEY: "s3cret-value" };
  expect(JSON.stringify(resolveConnection({}, env, NO_PROFILES))).not.toContain("s3cret-value");
});

test("a key that comes from a profile's variable or command is bound to its host as well", async () => {
  const profiles: Profiles = {
    active: "ci",
    profiles: { ci: profileAt(EU, { key: { in: "env", name: "TEAM_KEY" } }) },
  };
  expect((await failureOf(() => resolveConnection({ apiUrl: US }, {}, profiles))).code).toBe("E_HOST");
});

test.each<[string, ConnectionFlags, Env, boolean]>([
  ["nothing", {}, {}, true],
  ["a profile by flag", { profile: "p" }, {}, true],
  ["an empty profile by flag", { profile: "" }, { NOVU_SECRET_KEY: "k" }, true],
  ["a key variable", {}, { NOVU_API_KEY: "k" }, false],
  ["an empty key variable", {}, { NOVU_SECRET_KEY: "" }, true],
  ["a key variable and a profile by flag", { profile: "p" }, { NOVU_SECRET_KEY: "k" }, true],
  ["a key variable and a profile by variable", {}, { NOVU_MSG_PROFILE: "p", NOVU_SECRET_KEY: "k" }, true],
  ["an address only", { apiUrl: US }, {}, true],
  ["a key variable and an address", { apiUrl: US }, { NOVU_MSG_SECRET_KEY: "k" }, false],
])("that the profiles file is needed, given %s, is told", (_what, flags, env, needed) => {
  expect(needsProfiles(flags, env)).toBe(needed);
});
