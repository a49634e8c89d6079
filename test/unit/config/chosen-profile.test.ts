import { expect, test } from "vitest";
import { noActiveProfile } from "../../../src/config/chosen-profile.js";

test("where no profile is active, all of them can be seen", () => {
  const failure = noActiveProfile();
  expect({ ...failure, message: failure.message, exit: failure.exitCode, sent: failure.sent }).toEqual({
    name: "Failure",
    code: "E_PROFILE",
    message: "there is no active profile",
    info: { next: [{ words: ["novu-msg", "profile", "list"], when: "to see them all" }] },
    exit: 3,
    sent: "no",
  });
});
