import { type Env, variable } from "../model/env.js";
import { isLevel, type Level, strictest } from "../model/level.js";
import type { Profile } from "./profile.js";

/** One source that limits a run. */
interface Limit {
  readonly level: Level;
  /** `--allow`, `NOVU_MSG_ALLOW` or `profile prod`. */
  readonly source: string;
  /** The source with its value, for messages. */
  readonly label: string;
  /** The value is not a level, so it counts as `read`. */
  readonly isUnknown: boolean;
}

/** The level of a run: the strictest of its limits, or `write` without any. */
export interface AllowedLevel {
  readonly level: Level;
  readonly limits: readonly Limit[];
}

/** Only reads, such as for diagnostics. */
export const ONLY_READS: AllowedLevel = { level: "read", limits: [] };

interface LevelSources {
  /** Checked when the line was parsed. */
  readonly flag?: Level | undefined;
  readonly env: Env;
  readonly profiles?: readonly { readonly name: string; readonly profile: Profile }[];
}

/** The strictest of --allow, NOVU_MSG_ALLOW and the levels of profiles. */
export const resolveLevel = ({ flag, env, profiles = [] }: LevelSources): AllowedLevel => {
  const limits = [
    ...limitFrom("--allow", flag, `--allow ${flag}`),
    ...limitFrom("NOVU_MSG_ALLOW", variable(env, "NOVU_MSG_ALLOW"), `NOVU_MSG_ALLOW=${env.NOVU_MSG_ALLOW}`),
    ...profiles.flatMap(({ name, profile: { allow } }) =>
      limitFrom(`profile ${name}`, allow, `profile "${name}" (allow: ${allow})`),
    ),
  ];
  return { level: strictest(limits.map(({ level }) => level)), limits };
};

const limitFrom = (source: string, value: unknown, label: string): Limit[] =>
  value === undefined
    ? []
    : [{ level: levelFrom(value), source, label: label.trim(), isUnknown: !isLevel(value) }];

/** A level from a variable or the config file; an unknown one means `read`. */
export const levelFrom = (value: unknown): Level => (isLevel(value) ? value : "read");

/** The sources that set the level: those that are as strict as it. `default` if there is none. */
export const levelSource = ({ level, limits }: AllowedLevel): string => {
  const sources = limits.filter((limit) => limit.level === level).map(({ source }) => source);
  return sources.length === 0 ? "default" : sources.join(", ");
};
