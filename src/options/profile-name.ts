import { isProfileName } from "../config/profile.js";
import { Failure } from "../failures/failure.js";

/** A name that a profile can have. @throws Failure E_ID */
export const profileName = (text: string): string => {
  if (isProfileName(text)) return text;
  throw new Failure("E_ID", `"${text}" cannot be a profile's name`, {
    hint: [
      "A name starts with a letter or digit and goes on with letters, digits, dots, dashes and underscores.",
    ],
  });
};
