import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PALETTES } from "./palette.js";

const FOLDER = new URL("../../docs/pictures/", import.meta.url);
const pictures = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".svg"))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")] as const);

test("there is a light and a dark one of each", () => {
  const names = pictures.map(([name]) => name);
  expect(names).toEqual(
    ["apply", "interactive", "main-job"].flatMap((name) => [`${name}-dark.svg`, `${name}-light.svg`]),
  );
});

test.each(pictures)("%s is complete in itself, small, and told in words", (_, svg) => {
  expect(svg.length).toBeLessThan(svg.includes("@keyframes") ? 200_000 : 60_000);
  expect(svg.match(/https?:[^"' ]*/g)).toEqual(["http://www.w3.org/2000/svg"].concat(shownAddresses(svg)));
  expect(svg).not.toMatch(/<script|<foreignObject|@import|@font-face|url\(|href=|\son\w+=/);
  expect(svg).toMatch(/<title id="title">[^<]{20,}<\/title>\n<desc id="desc">[^<]{60,}<\/desc>/);
});

test.each(pictures.filter(([, svg]) => svg.includes("@keyframes")))(
  "%s moves once, and not at all where motion is reduced",
  (_, svg) => {
    const animations = svg.match(/animation:[^;}]+/g) ?? [];
    expect(animations.length).toBeGreaterThan(0);
    for (const animation of animations) expect(animation).toMatch(/^animation:\w+ \d+ms step-end$/);
    const [still = ""] = svg.split("@media (prefers-reduced-motion:no-preference){");
    expect(still).not.toMatch(/animation|@keyframes/);
  },
);

/** What the program itself shows; nothing is asked of it. */
const shownAddresses = (svg: string): string[] =>
  svg.match(/(?<=>[^<]*)http:\/\/localhost:3000[^"' ]*/g) ?? [];

test.each(PALETTES)(
  "the $name colours are easy to read",
  ({ window, card, bar, text, muted, ansi, ...more }) => {
    for (const ink of [text, muted, ...ansi]) expect(contrast(ink, window)).toBeGreaterThan(4.5);
    for (const ink of [text, muted]) expect(contrast(ink, card)).toBeGreaterThan(4.5);
    expect(contrast(muted, bar)).toBeGreaterThan(4.5);
    expect(contrast(more.onButton, more.button)).toBeGreaterThan(4.5);
    expect(contrast(more.onPressed, more.pressed)).toBeGreaterThan(4.5);
  },
);

/** WCAG's contrast ratio of two colours such as #1f2328. */
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
