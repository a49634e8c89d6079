import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/program.js";
import { pageText } from "./pages.js";

const PAGE = "docs/novu-api.md";
const FOLDERS = ["src", "test", "bench", "build", "scripts"].filter((folder) =>
  existsSync(path.join(ROOT, folder)),
);

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?[tj]sx?$/.test(name) && !name.includes("node_modules"))
    .map((name) => path.join(folder, name))
    // Its examples cite what is missing.
    .filter((file) => path.join(ROOT, file) !== import.meta.filename),
);

/** Every comment on one line, because a citation can be broken over two. */
const commentsIn = (code: string): string[] => {
  const found = code.match(/(?<=^|\s)\/\*.*?\*\/|(?:(?<=^|\s)\/\/[^\n]*(?:\n[ \t]*(?=\/\/))?)+/gms) ?? [];
  return found.map((comment) => comment.replaceAll(/\s*\n\s*(?:\*(?!\/)|\/\/)?\s*/g, " "));
};

const comments = sources.flatMap((file) =>
  commentsIn(readFileSync(path.join(ROOT, file), "utf8")).map((text) => ({ file, text })),
);

/** The headings of a citation: the page's name, and each quoted name that follows it. */
const headingsCited = (comment: string): string[] =>
  [...comment.matchAll(/docs\/novu-api\.md((?:,? (?:and )?"[^"]+")*)/g)].flatMap(([, names = ""]) => {
    const headings = [...names.matchAll(/"([^"]+)"/g)].map(([, heading = ""]) => heading);
    return headings.length > 0 ? headings : ["(none)"];
  });

const ADRS = readdirSync(path.join(ROOT, "docs/adr")).map((name) => name.slice(0, 4));

/** What a comment cites that a reader of the repository cannot open. */
const missingIn = (comment: string, file: string): string[] => {
  const pages = (comment.match(/[\w./-]+\.md\b/g) ?? []).filter(
    (name) =>
      ![ROOT, path.join(ROOT, path.dirname(file))].some((from) => existsSync(path.resolve(from, name))),
  );
  const numbered =
    comment.match(
      /(?<!RFC \d+, )(?:(?:\b(?:contract|section|chapter|rule) ?|§ ?)\d[\d.]*|\bproduct(?:'s section| page))/gi,
    ) ?? [];
  const decisions = [...comment.matchAll(/\bADR (\d{4})/g)].filter(([, id = ""]) => !ADRS.includes(id));
  return [...pages, ...numbered, ...decisions.map(([text]) => text)];
};

const headings = [...pageText(PAGE).matchAll(/^#{2,} (.+)$/gm)].map(([, heading = ""]) => heading);

test("a comment cites headings that the page about Novu's API has", () => {
  const cited = comments.flatMap(({ file, text }) =>
    headingsCited(text).map((heading) => ({ file, heading })),
  );
  expect(cited).not.toEqual([]);
  expect(cited.filter(({ heading }) => !headings.includes(heading))).toEqual([]);
});

test("no comment cites a document that is not in the repository", () => {
  expect(
    comments.flatMap(({ file, text }) => missingIn(text, file).map((document) => ({ file, document }))),
  ).toEqual([]);
});

test("the page refers to headings of its own", () => {
  const named = [...pageText(PAGE).matchAll(/\bsee "([^"]+)"/g)].map(([, heading = ""]) => heading);
  expect(named).not.toEqual([]);
  expect(named.filter((heading) => !headings.includes(heading))).toEqual([]);
});

test("the pages link to headings that the page about Novu's API has", () => {
  const anchors = headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  const pages = ["docs", "docs/adr"].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  );
  const links = pages.flatMap((page) =>
    [...pageText(page).matchAll(page === PAGE ? /\]\(#([^)]+)\)/g : /novu-api\.md#([^)]+)\)/g)].map(
      ([, anchor = ""]) => ({ page, anchor }),
    ),
  );
  expect(links).not.toEqual([]);
  expect(links.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
});

test.each([
  ["/** Retries (contract 2.4). */", ["contract 2.4"]],
  ["/** Exit codes (product page, 3). */", ["product page"]],
  ["// The rule of notes/no-such-page.md.", ["notes/no-such-page.md"]],
  ["/*\n * As section\n * 3 says, and RFC 7396, section 2. */", ["section 3"]],
  ["  // Broken over\n  // two lines (ADR 9999).", ["ADR 9999"]],
  ["/** As docs/reliability.md says (ADR 0015). */", []],
])("a citation is found in %j", (code, expected) => {
  expect(commentsIn(code).flatMap((comment) => missingIn(comment, "src/main.ts"))).toEqual(expected);
});

test("a citation broken over two lines names its headings", () => {
  const code =
    '/**\n * A write (docs/novu-api.md, "One answer\n * per message" and "Payload"), and a "word".\n */';
  expect(commentsIn(code).flatMap(headingsCited)).toEqual(["One answer per message", "Payload"]);
});
