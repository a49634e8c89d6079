import { Failure } from "../failures/failure.js";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Detects a key given in place of the name of its variable (docs/novu-api.md, "Authentication"). */
const KEY = /^[0-9a-f]{32}$/i;

/** The name of an environment variable. The failure does not repeat the text, which may be a key. @throws Failure E_USAGE */
export const variableName = (text: string): string => {
  if (NAME.test(text) && !KEY.test(text)) return text;
  throw new Failure("E_USAGE", "--key-env needs the name of a variable", {
    hint: ["Use letters, digits and underscores, such as NOVU_PROD_KEY. Nothing was stored."],
  });
};
