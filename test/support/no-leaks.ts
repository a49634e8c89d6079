import { afterAll, afterEach, expect } from "vitest";
import { recordFigure } from "./figures.js";
import { takeLeaks, takeSearched } from "./key-watch.js";

/** Loaded before every test file: a test that leaks a part of a key fails. */
const nothingLeaked = () => expect(takeLeaks(), "a key came to light").toEqual([]);

afterEach(nothingLeaked);

afterAll(() => {
  nothingLeaked();
  recordFigure("no key in any output or file", takeSearched());
});
