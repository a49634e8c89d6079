import { isProfiles } from "./is-profiles.js";

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
