import { type KeyLocation, keyLabel, type Profile, type Profiles } from "../../config/profile.js";
import type { Failure } from "../../failures/failure.js";
import type { JsonObject } from "../../model/json.js";
import type { Observations } from "./examine.js";
import { type Advice, adviceOf, type Finding, fail, info, pass, skip, warn } from "./finding.js";

/** Which profiles there are; never their keys, and no key command is run. */
export const checkProfiles = ({
  config,
  survey,
  env,
}: Pick<Observations, "config" | "survey" | "env">): Finding => {
  const { profiles } = config;
  if (profiles === undefined) return skip("profiles", "the config file cannot be used");
  const all = Object.entries(profiles.profiles);
  const details = { count: all.length, active: profiles.active ?? null, profiles: all.map(keyFacts(env)) };
  const { profile: problem } = survey.problems;
  if (problem !== undefined && survey.lacksProfile)
    return fail("profiles", problem, { details, next: wayOut(problem, profiles) });
  if (problem !== undefined) {
    const finding = `the active one does not exist, and is not needed for this run: ${problem.message}`;
    return warn("profiles", finding, details, wayOut(problem, profiles));
  }
  const unset = all.flatMap(([name, { key }]) =>
    key.in === "env" && !isSet(env, key.name) ? [{ name, variable: key.name }] : [],
  );
  if (unset.length > 0) {
    const lacking = unset.map(
      ({ name, variable }) => `${name} takes its key from ${variable}, which is not set`,
    );
    const next = unset.map(({ variable, name }) => ({
      words: ["export", `${variable}=your-key`],
      when: `before profile ${name} is used`,
    }));
    return warn("profiles", `${listing(profiles)}; ${lacking.join("; ")}`, details, next);
  }
  return (all.length === 0 ? info : pass)("profiles", listing(profiles), details);
};

const wayOut = (problem: Failure, { active }: Profiles): readonly Advice[] => {
  const { correction } = problem.info;
  if (correction === undefined) return adviceOf(problem);
  return correction.wrong === active
    ? [{ words: ["novu-msg", "profile", "use", correction.right] }]
    : [{ words: ["novu-msg", "doctor", "--profile", correction.right] }];
};

const keyFacts =
  (env: Observations["env"]) =>
  ([name, { key, apiUrl }]: [string, Profile]): JsonObject => ({
    name,
    apiUrl,
    key: keyLabel(key),
    keyPresent: isPresent(key, env),
  });

/** Whether a command or a keychain gives a key is only known by asking it. */
const isPresent = (key: KeyLocation, env: Observations["env"]): boolean | null => {
  if (key.in === "env") return isSet(env, key.name);
  return key.in === "file" ? true : null;
};

const isSet = (env: Observations["env"], name: string): boolean =>
  Object.hasOwn(env, name) && Boolean(env[name]?.trim());

const listing = ({ profiles, active }: Profiles): string => {
  const names = Object.keys(profiles);
  if (names.length === 0) return "none yet";
  const count = names.length === 1 ? "1 profile" : `${names.length} profiles`;
  return `${count}: ${names.join(", ")}; active: ${active ?? "none"}`;
};
