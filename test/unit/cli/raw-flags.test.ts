import fc from "fast-check";
import { expect, test } from "vitest";
import { type RawFlags, rawFlags } from "../../../src/cli/raw-flags.js";
import type { Env } from "../../../src/model/env.js";

const DEFAULTS: RawFlags = { isMachine: false, color: "auto", verbosity: 0, isForGithub: false };

test.each<[readonly string[], Env, Partial<RawFlags>]>([
  [[], {}, {}],
  [["--json"], {}, { isMachine: true }],
  [["action", "get", "--json"], {}, { isMachine: true }],
  [["-o", "json"], {}, { isMachine: true }],
  [["--output", "ndjson"], {}, { isMachine: true }],
  [["--output=json"], {}, { isMachine: true }],
  [["-o", "csv"], {}, {}],
  [["-o", "table", "-o", "json"], {}, { isMachine: true }],
  [["-o", "json", "--output", "tsv"], {}, {}],
  [["--json", "-o", "table"], {}, { isMachine: true }],
  [["-ojson"], {}, { isMachine: true }],
  [["-o=json"], {}, { isMachine: true }],
  [["-ocsv"], {}, {}],
  [["-qo", "json"], {}, { isMachine: true }],
  [["-qojson"], {}, { isMachine: true }],
  [["-vojson"], {}, { isMachine: true, verbosity: 1 }],
  [["-yvvo", "ndjson"], {}, { isMachine: true, verbosity: 2 }],
  [["-ojson", "-ocsv"], {}, {}],
  [["-po", "json"], {}, {}],
  [["--", "-ojson"], {}, {}],
  [["-qo"], {}, {}],
  [["-o"], {}, {}],
  [["-o", "jsno"], {}, {}],
  [["--output="], {}, {}],
  [["action", "--", "--json"], {}, {}],
  [["--json", "--", "x"], {}, { isMachine: true }],
  [[], { NOVU_MSG_OUTPUT: "json" }, { isMachine: true }],
  [[], { NOVU_MSG_OUTPUT: "table" }, {}],
  [[], { NOVU_MSG_OUTPUT: "" }, {}],
  [["-o", "table"], { NOVU_MSG_OUTPUT: "json" }, {}],
  [["--color", "never"], {}, { color: "never" }],
  [["--color=always"], {}, { color: "always" }],
  [["--color", "sometimes"], {}, {}],
  [["--color"], {}, {}],
  [["--color", "always", "--color", "never"], {}, { color: "never" }],
  [["-v"], {}, { verbosity: 1 }],
  [["-vv"], {}, { verbosity: 2 }],
  [["-v", "--verbose", "-vv"], {}, { verbosity: 4 }],
  [["-qvv"], {}, { verbosity: 2 }],
  [["-ov"], {}, {}],
  [["--version"], {}, {}],
  [["--", "-vv"], {}, {}],
])("the words %j with the variables %j are read before all parsing", (argv, env, expected) => {
  expect(rawFlags(argv, env)).toEqual({ ...DEFAULTS, ...expected });
});

test("every command line can be read", () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("-o", "--output", "--output=", "--color", "--", "-v", "--json"),
  );
  fc.assert(
    fc.property(fc.array(word), fc.option(fc.string(), { nil: undefined }), (argv, output) => {
      const { isMachine, color, verbosity } = rawFlags(argv, { NOVU_MSG_OUTPUT: output });
      expect([typeof isMachine, ["auto", "always", "never"].includes(color), verbosity >= 0]).toEqual([
        "boolean",
        true,
        true,
      ]);
    }),
    { numRuns: 500 },
  );
});
