import { expect, test } from "vitest";
import { noActiveProfile } from "../../../src/config/chosen-profile.js";

test("without an active profile, the failure suggests listing all profiles", () => {
  const failure = noActiveProfile();
  expect({ ...failure, message: failure.message, exit: failure.exitCode, sent: failure.sent }).toEqual({
    name: "Failure",
    code: "E_PROFILE",
    message: "there is no active profile",
    info: { next: [{ words: ["novu-msg", "profile", "list"], when: "to list profiles" }] },
    exit: 3,
    sent: "no",
  });
});
