import { Argument } from "@commander-js/extra-typings";
import { isProfileName } from "../config/profile.js";
import { Failure } from "../failures/failure.js";
import { withMetadata } from "./option-metadata.js";

/** A valid profile name. @throws Failure E_ID */
export const profileName = (text: string): string => {
  if (isProfileName(text)) return text;
  throw new Failure("E_ID", `"${text}" isn't a valid profile name`, {
    hint: ["A name starts with a letter or digit, then has letters, digits, dots, dashes and underscores."],
  });
};

/** A positional for the name of an existing profile. */
export const profilePositional = <Name extends string>(name: Name, description: string) =>
  withMetadata(new Argument(name, description), { about: "profile" });
