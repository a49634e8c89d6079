import { expect, test } from "vitest";
import { rateState } from "../../../src/http/rate-state.js";

const policy = '100;w=5;burst=110;comment="token bucket";category="configuration";cost="single"';

test.each([
  [
    "Novu's four headers",
    {
      "ratelimit-limit": "100",
      "ratelimit-remaining": "109",
      "ratelimit-reset": "1",
      "ratelimit-policy": policy,
    },
    { limit: 100, windowMs: 5_000, remaining: 109, resetMs: 1_000 },
  ],
  [
    "a window of one second",
    { "ratelimit-limit": "15", "ratelimit-policy": "15;w=1" },
    { limit: 15, windowMs: 1_000, remaining: undefined, resetMs: undefined },
  ],
  [
    "no policy",
    { "ratelimit-limit": "20", "ratelimit-reset": "0" },
    { limit: 20, windowMs: 5_000, remaining: undefined, resetMs: 0 },
  ],
  ["none", {}, undefined],
  ["a limit of nothing", { "ratelimit-limit": "0" }, undefined],
  ["what is no number", { "ratelimit-limit": "many", "ratelimit-remaining": "3" }, undefined],
  [
    "a part that is no number",
    { "ratelimit-limit": "20", "ratelimit-remaining": "-1", "ratelimit-reset": "1e9" },
    { limit: 20, windowMs: 5_000, remaining: undefined, resetMs: undefined },
  ],
])("reads %s", (_, headers, state) => {
  expect(rateState({ headers: headers as Record<string, string> })).toEqual(state);
});
