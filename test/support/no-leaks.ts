import { afterAll, afterEach, expect } from "vitest";
import { recordFigure } from "./figures.js";
import { takeLeaks, takeSearched } from "./key-watch.js";

/** Loaded before every test file: a test in which a part of a key comes to light has failed. */
const nothingLeaked = () => expect(takeLeaks(), "a key came to light").toEqual([]);

afterEach(nothingLeaked);

afterAll(() => {
  nothingLeaked();
  recordFigure("no key in any output or file", takeSearched());
});
