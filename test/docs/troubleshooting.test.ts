import { expect, test } from "vitest";
import { exitCodeOf } from "../../src/failures/exit-codes.js";
import { FAILURE_CODES } from "../../src/failures/failure-codes.js";
import { pageText } from "./pages.js";

/** The codes of each heading that names exit codes. */
const entries = pageText("docs/troubleshooting.md")
  .split(/^## Exit /m)
  .slice(1)
  .flatMap((section) => {
    const exits = (/^.*$/m.exec(section)?.[0].match(/\d+/g) ?? []).map(Number);
    return [...section.matchAll(/^\| `(E_[A-Z_]+)` \| ([^|]*) \|/gm)].map(([, code, usual]) => ({
      code,
      usual,
      exits,
    }));
  });

test("docs/troubleshooting.md has one entry for every error code", () => {
  const codes = entries.map(({ code }) => code);
  expect([...codes].sort()).toEqual(Object.keys(FAILURE_CODES).sort());
});

test.each(Object.entries(FAILURE_CODES))(
  "%s stands under its exit code and has a cause",
  (code, { exit }) => {
    const entry = entries.find((one) => one.code === code);
    expect(entry?.exits).toContain(exitCodeOf(exit));
    expect(entry?.usual?.trim()).not.toBe("");
  },
);

test("pages that name the oldest Node agree with package.json", () => {
  const [oldest = ""] = JSON.parse(pageText("package.json")).engines.node.match(/\d+\.\d+\.\d+/) ?? [];
  expect(oldest).not.toBe("");
  for (const page of ["README.md", "docs/getting-started.md", "docs/troubleshooting.md"])
    expect(pageText(page).match(/\b20\.\d+\.\d+\b/g), page).toEqual([oldest]);
});
