import { describe, expect, test } from "vitest";
import { checkBlocks } from "./check-lines.js";
import { sectionsOf } from "./page.js";
import { PAGES, pageText } from "./pages.js";
import { lacksPrograms, type Place, type Reader, usePlace } from "./place.js";

/** Who reads a section, or a whole page; everybody else is a user. */
const READERS: Readonly<Record<string, Reader>> = {
  "README.md: The five most common jobs": "newcomer",
  "README.md: First use with your own Novu": "stranger",
  "README.md: The sandbox": "stranger",
  "docs/getting-started.md": "newcomer",
  "docs/profiles-and-secrets.md: A profile": "stranger",
  "docs/profiles-and-secrets.md: Where the key comes from": "stranger",
};

/** Pages whose sections build upon each other. */
const WHOLE = new Set(["docs/bulk.md", "docs/getting-started.md", "docs/sandbox.md"]);

/** What is true after a section, besides what its lines have printed. */
const AFTERWARDS: Readonly<Record<string, (place: Place) => void>> = {
  "docs/recipes.md: Tell a chat who pressed what": ({ told }) =>
    expect(told().map((text) => JSON.parse(text))).toEqual([
      { text: "alice pressed Reject: Deploy 4.2 to production?" },
    ]),
};

const withLines = PAGES.filter((page) => sectionsOf(pageText(page)).length > 0);

describe.each(withLines)("%s", (page) => {
  const sections = sectionsOf(pageText(page));
  const parts = WHOLE.has(page)
    ? [{ title: "", blocks: sections.flatMap(({ blocks }) => blocks) }]
    : sections;
  test.skipIf(lacksPrograms()).each(parts)(
    "every line under “$title” does what the page says",
    async ({ title, blocks }) => {
      const place = await usePlace(READERS[`${page}: ${title}`] ?? READERS[page] ?? "user");
      await checkBlocks(blocks, place);
      AFTERWARDS[`${page}: ${title}`]?.(place);
    },
  );
});
