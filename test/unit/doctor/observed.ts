import { type Observations, skipped } from "../../../src/commands/doctor/observations.js";
import { runChecks } from "../../../src/commands/doctor/run-checks.js";
import { surveyConnection } from "../../../src/config/survey-connection.js";

const NOTHING = skipped("not part of this test");

const NO_OBSERVATIONS: Observations = {
  program: { version: "0.0.0-test", nodeVersion: "22.0.0" },
  env: {},
  now: 0,
  config: {
    file: "/config/config.json",
    folder: "/config",
    exists: false,
    fileMode: undefined,
    folderMode: undefined,
    fileProblems: [],
    folderProblem: undefined,
    isForeign: false,
    profiles: { profiles: {} },
  },
  survey: surveyConnection({ apiUrl: "https://novu.example" }, { NOVU_SECRET_KEY: "k" }, { profiles: {} }),
  caFiles: [],
  exchanges: [],
  addresses: NOTHING,
  proxy: NOTHING,
  connection: NOTHING,
  secret: NOTHING,
  health: NOTHING,
  environment: NOTHING,
  messages: NOTHING,
  notifications: NOTHING,
};

/** The finding of one check where this, and nothing besides it, was observed. */
export const findingOf = (
  id: string,
  observed: Partial<Observations>,
): ReturnType<typeof runChecks>[number] => {
  const finding = runChecks({ ...NO_OBSERVATIONS, ...observed }).find((candidate) => candidate.id === id);
  if (finding === undefined) throw new Error(`there is no check ${id}`);
  return finding;
};
