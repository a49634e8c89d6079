import { levelSource } from "../../config/allowed-level.js";
import { serverName } from "../../config/api-url.js";
import { type KeyLocation, keyLabel, type Profile, type Profiles } from "../../config/profile.js";
import { Failure } from "../../failures/failure.js";
import type { JsonObject } from "../../model/json.js";
import {
  type Advice,
  adviceOf,
  type Check,
  type CheckResult,
  fail,
  ignoredText,
  info,
  pass,
  skip,
  warn,
} from "./check.js";
import type { Observations } from "./observations.js";

/** As in package.json's `engines`; a test compares the two. */
export const OLDEST_NODE = "20.18.1";
/** From this version on, the program starts in half the time. */
const FASTER_MAJOR = 22;

const checkProgram = ({ program }: Observations): CheckResult => {
  const { version, nodeVersion } = program;
  const what = `novu-msg ${version} on Node ${nodeVersion}`;
  const details = { version, node: nodeVersion, oldestNode: OLDEST_NODE };
  if (isOlder(nodeVersion, OLDEST_NODE)) {
    const failure = new Failure("E_NODE", `${what}: Node ${OLDEST_NODE} or newer is required`);
    return fail(failure, { details, next: ["Install Node 22 or newer from nodejs.org."] });
  }
  return Number.parseInt(nodeVersion, 10) < FASTER_MAJOR
    ? warn(`${what}; ${FASTER_MAJOR} and later start faster`, details, [
        `Install Node ${FASTER_MAJOR} or newer from nodejs.org.`,
      ])
    : pass(what, details);
};

const isOlder = (version: string, floor: string): boolean => {
  const [have, need] = [version, floor].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  const differing = (need ?? []).findIndex((part, at) => have?.[at] !== part);
  return differing >= 0 && (have?.[differing] ?? 0) < (need?.[differing] ?? 0);
};

const checkConfigFolder = ({ config }: Observations): CheckResult => {
  const { folder, folderMode, folderProblem } = config;
  const details = { path: folder, mode: folderMode ?? null };
  if (folderProblem !== undefined) return fail(folderProblem, { details });
  if (folderMode === undefined && !config.exists) return info(`${folder}, doesn't exist yet`, details);
  return pass(withMode(folder, folderMode), details);
};

/** The file can have several problems at once, such as broken JSON and a wrong mode; all are reported. */
const checkConfigFile = ({ config, survey }: Observations): CheckResult => {
  const { file, fileMode, fileProblems, exists } = config;
  const details = { path: file, mode: fileMode ?? null, exists };
  const [first] = fileProblems;
  if (first !== undefined) {
    const finding = fileProblems.map(({ message }) => message).join("; ");
    // With a key from a variable nothing is taken from the file, so another user's file does no harm.
    if (config.isForeign && survey.key?.value.in === "secret")
      return warn(`${finding}; it is ignored`, details, fileProblems.flatMap(adviceOf));
    return fail(first, { finding, next: fileProblems.flatMap(adviceOf), details });
  }
  if (!exists) return info(`${file}, doesn't exist yet`, details);
  return pass(withMode(file, fileMode), details);
};

const withMode = (path: string, mode: string | undefined): string =>
  mode === undefined ? path : `${path}, mode ${mode}`;

/** Lists the profiles, never their keys; no key command is run. */
const checkProfiles = ({ config, survey, env }: Observations): CheckResult => {
  const { profiles } = config;
  if (profiles === undefined) return skip("the config file can't be used");
  const all = Object.entries(profiles.profiles);
  const details = { count: all.length, active: profiles.active ?? null, profiles: all.map(keyDetails(env)) };
  const { profile: problem } = survey.problems;
  if (problem !== undefined && survey.lacksProfile)
    return fail(problem, { details, next: profileAdvice(problem, profiles) });
  if (problem !== undefined) {
    const finding = `the active profile doesn't exist, but isn't needed here: ${problem.message}`;
    return warn(finding, details, profileAdvice(problem, profiles));
  }
  const unset = all.flatMap(([name, { key }]) =>
    key.in === "env" && !isSet(env, key.name) ? [{ name, variable: key.name }] : [],
  );
  if (unset.length > 0) {
    const lacking = unset.map(
      ({ name, variable }) => `${name} reads its key from ${variable}, which isn't set`,
    );
    const next = unset.map(({ variable, name }) => ({
      words: ["export", `${variable}=your-key`],
      when: `before you use profile ${name}`,
    }));
    return warn(`${profileList(profiles)}; ${lacking.join("; ")}`, details, next);
  }
  return (all.length === 0 ? info : pass)(profileList(profiles), details);
};

const profileAdvice = (problem: Failure, { active }: Profiles): readonly Advice[] => {
  const [correction] = [problem.info.correction ?? []].flat();
  if (correction === undefined) return adviceOf(problem);
  return correction.wrong === active
    ? [{ words: ["novu-msg", "profile", "use", correction.right] }]
    : [{ words: ["novu-msg", "doctor", "--profile", correction.right] }];
};

const keyDetails =
  (env: Observations["env"]) =>
  ([name, { key, apiUrl }]: [string, Profile]): JsonObject => ({
    name,
    apiUrl,
    key: keyLabel(key),
    keyPresent: isKeyPresent(key, env),
  });

/** Null for a command or a keychain: only running it or asking it would show. */
const isKeyPresent = (key: KeyLocation, env: Observations["env"]): boolean | null => {
  if (key.in === "env") return isSet(env, key.name);
  return key.in === "file" ? true : null;
};

const isSet = (env: Observations["env"], name: string): boolean =>
  Object.hasOwn(env, name) && Boolean(env[name]?.trim());

const profileList = ({ profiles, active }: Profiles): string => {
  const names = Object.keys(profiles);
  if (names.length === 0) return "none yet";
  const count = names.length === 1 ? "1 profile" : `${names.length} profiles`;
  return `${count}: ${names.join(", ")}; active: ${active ?? "none"}`;
};

const checkAddress = ({ survey }: Observations): CheckResult => {
  const { apiUrl, problems } = survey;
  if (problems.address !== undefined) return fail(problems.address);
  if (apiUrl === undefined) return skip("it comes from a profile that can't be used");
  const { value, source, overridden } = apiUrl;
  const region = serverName(value);
  const cloud = region === "us" || region === "eu" ? ` (${region} cloud)` : "";
  const origin = source === "default" ? "the default" : `from ${source}`;
  return pass(`${value}${cloud}, ${origin}${ignoredText(overridden)}`, {
    apiUrl: value,
    region,
    source,
    shadowed: [...overridden],
  });
};

const checkLevel = ({ survey: { allowed } }: Observations): CheckResult => {
  const source = levelSource(allowed);
  return pass(`${allowed.level}, ${source === "default" ? "the default" : `from ${source}`}`, {
    level: allowed.level,
    source,
  });
};

export const SETUP_CHECKS: readonly Check[] = [
  { id: "program", label: "program", run: checkProgram },
  { id: "config-folder", label: "config folder", run: checkConfigFolder },
  { id: "config-file", label: "config file", run: checkConfigFile },
  { id: "profiles", label: "profiles", run: checkProfiles },
  { id: "address", label: "address", run: checkAddress },
  { id: "level", label: "level", run: checkLevel },
];
