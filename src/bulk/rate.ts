import { unitMs } from "../model/durations.js";

/** How fast requests may follow each other. `adaptive`: as fast as the server says, in its RateLimit headers. */
export type Rate =
  | { readonly kind: "unlimited" }
  | { readonly kind: "at-most"; readonly count: number; readonly perMs: number }
  | { readonly kind: "adaptive" };

const MOST = 100_000;

/** `50/s`, `3000/m`, `100/h` or `unlimited`; undefined for anything else, a rate of nothing included. */
export const parseRate = (text: string): Rate | undefined => {
  if (text === "unlimited") return { kind: "unlimited" };
  const [, digits = "", unit = ""] = /^(\d{1,7})\/([smh])$/.exec(text) ?? [];
  const count = Number(digits);
  const perMs = unitMs(unit, ["s", "m", "h"]);
  return perMs === undefined || count < 1 || count > MOST ? undefined : { kind: "at-most", count, perMs };
};
