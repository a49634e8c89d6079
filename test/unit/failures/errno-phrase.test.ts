import { constants } from "node:os";
import { expect, test } from "vitest";
import { errnoPhrase, errnoPhraseWithCode } from "../../../src/failures/errno-phrase.js";

test("the words fit what was to be done", () => {
  expect(errnoPhrase("EACCES", "read")).toBe("permission denied");
  expect(errnoPhrase("EACCES", "write")).toBe("permission denied");
  expect(errnoPhrase("ENOENT", "read")).toBe("no such file");
  expect(errnoPhrase("ENOENT", "write")).toBe("no such folder");
  expect(errnoPhraseWithCode("ENOSPC", "use")).toBe("the disk is full (ENOSPC)");
});

test.each(Object.keys(constants.errno))("%s is in words, or named", (code) => {
  const phrase = errnoPhrase(code, "use");
  expect(errnoPhraseWithCode(code, "use")).toBe(phrase === code ? code : `${phrase} (${code})`);
});

test("a code without words is given as it is, also one that an object inherits", () => {
  expect(errnoPhrase("EXYZ", "read")).toBe("EXYZ");
  expect(errnoPhraseWithCode("constructor", "read")).toBe("constructor");
});
