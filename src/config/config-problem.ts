import { Failure } from "../failures/failure.js";
import { isProfiles } from "./is-profiles.js";
import { CONFIG_SCHEMA } from "./profile.js";

/** Why the text is not a config, without quoting any of it: the parser's own words could hold a key. */
export const configProblem = (text: string): string | undefined => {
  try {
    return isProfiles(JSON.parse(text)) ? undefined : "it is JSON, but not what novu-msg writes";
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    if (position === undefined) return "it is not JSON";
    return `it is not JSON (line ${text.slice(0, Number(position)).split("\n").length})`;
  }
};

/**
 * The failure where the text is not broken but a newer novu-msg's, in a form that this one cannot use: there is
 * nothing to mend, and nothing to set aside.
 */
export const newerConfig = (file: string, text: string): Failure | undefined => {
  const schema = schemaOf(text);
  if (schema === undefined || schema <= CONFIG_SCHEMA) return undefined;
  return new Failure(
    "E_CONFIG",
    `the config file ${file} was written by a newer novu-msg (schema ${schema})`,
    {
      hint: [
        `This one understands schema ${CONFIG_SCHEMA}. Nothing in it was changed. NOVU_MSG_CONFIG_DIR can name another folder.`,
      ],
      next: [
        { words: ["npm", "install", "--global", "novu-msg@latest"], when: "to bring this one up to date" },
      ],
    },
  );
};

const schemaOf = (text: string): number | undefined => {
  try {
    const { schema } = JSON.parse(text) ?? {};
    return Number.isSafeInteger(schema) ? schema : undefined;
  } catch {
    // Not even JSON, so nothing that any version wrote.
    return undefined;
  }
};
