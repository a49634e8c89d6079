import { describe, expect, test } from "vitest";
import { checkBlocks } from "./check-lines.js";
import { type Section, sectionsOf } from "./page.js";
import { PAGES, pageText } from "./pages.js";
import { lacksPrograms, type Place, type Reader, usePlace } from "./place.js";

/** Who reads a section, or a whole page; everybody else is a user. */
const READERS: Readonly<Record<string, Reader>> = {
  "README.md: Five common jobs": "newcomer",
  "README.md: First use with your own Novu": "stranger",
  "docs/bulk.md": "newcomer",
  "docs/getting-started.md": "newcomer",
  "docs/recipes.md": "newcomer",
  "docs/scripting.md": "newcomer",
  "docs/waiting.md": "newcomer",
  "docs/profiles-and-secrets.md": "stranger",
};

/** Pages whose sections build upon each other. */
const WHOLE = new Set(
  ["bulk", "getting-started", "profiles-and-secrets", "sandbox", "scripting", "waiting"].map(
    (name) => `docs/${name}.md`,
  ),
);

/** What is true after a section, besides what its lines have printed. */
const AFTERWARDS: Readonly<Record<string, (place: Place) => void>> = {
  "docs/recipes.md: Post answers to a chat": ({ told }) =>
    expect(told().map((text) => JSON.parse(text))).toEqual([
      { text: "alice pressed Reject: Deploy 4.2 to production?" },
    ]),
};

/** What a page says above its first heading, such as to start a sandbox, goes before each of its sections. */
const withIntroduction = ([first, ...rest]: readonly Section[]): readonly Section[] =>
  first?.title === "" && rest.length > 0
    ? rest.map(({ title, blocks }) => ({ title, blocks: [...first.blocks, ...blocks] }))
    : [...(first === undefined ? [] : [first]), ...rest];

const withLines = PAGES.filter((page) => sectionsOf(pageText(page)).length > 0);

describe.each(withLines)("%s", (page) => {
  const sections = sectionsOf(pageText(page));
  const parts = WHOLE.has(page)
    ? [{ title: "", blocks: sections.flatMap(({ blocks }) => blocks) }]
    : withIntroduction(sections);
  test.skipIf(lacksPrograms()).each(parts)(
    "every line under “$title” does what the page says",
    async ({ title, blocks }) => {
      const place = await usePlace(READERS[`${page}: ${title}`] ?? READERS[page] ?? "user");
      await checkBlocks(blocks, place);
      AFTERWARDS[`${page}: ${title}`]?.(place);
    },
  );
});
