import { EXIT_CODES } from "../../failure/exit-codes.js";
import { VARIABLES } from "../../settings/variables.js";
import type { HelpTopic } from "./help-topics.js";

const rows = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join("\n");
};

const environment = (): string => `Variables that novu-msg reads. Empty counts as not set.

${rows(VARIABLES.map(({ name, meaning }) => [name, meaning]))}

Order: a flag wins over NOVU_MSG_*, that over Novu's own variables, that over the profile, that over the
default. A profile named on purpose (--profile, NOVU_MSG_PROFILE) wins over NOVU_SECRET_KEY and NOVU_API_URL.
A profile is a whole: its address counts only together with its key.
.env files are read only with --env-file; Node 20 looks at that option too, and reports a missing file in its
own words. novu-msg whoami shows where each value came from.`;

const exitCodes = (): string => `How a run can end.

${rows(EXIT_CODES.map(({ code, name, when }) => [`${String(code).padStart(3)} ${name}`, when]))}

2 to 4 are about you or your set-up, 5 to 12 about what Novu said, 20 to 22 about a person's answer.
In a shell with set -e:  novu-msg action set … || rc=$?`;

const output = (): string => `stdout holds the result and nothing else; stderr holds everything else.

${rows([
  ["on a terminal", "a table, or cards where it would not fit; colour; relative times"],
  ["in a pipe or file", "the same columns, tab-separated, no header, RFC 3339 times, no colour"],
  ["--json", "one JSON document; an error is one JSON object on stderr"],
  ["-o ndjson", "one compact JSON document a line"],
  ["-o csv, -o tsv", "comma-separated with a header; tab-separated without"],
  ["--fields a,b.c", "only these fields, in every format"],
  ["--query EXPR", "JMESPath over the JSON; a single value is printed bare, for $(…)"],
  ["-q", "no status lines on stderr"],
])}

JSON of a message is the message as Novu sent it, taken out of its envelope. Text for people leaves out
control characters; JSON has them as they are. A message's own "status" is its delivery, not its action.
Colour: --color, then NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, TERM=dumb, then whether there is a terminal.`;

const payload =
  (): string => `The payload is a JSON object that Novu keeps with the answer. A message has one slot for
both buttons: one status, one button, one payload.

${rows([
  ["no payload option", "keeps the stored payload, even when the other button is set"],
  ['--payload \'{"by":"ci"}\'', "replaces it"],
  ["--payload @file.json", "replaces it with what the file holds"],
  ["--payload -", "replaces it with what comes on stdin"],
  ["--set by=ci", "puts a text into it; --set run.id=812 nests"],
  ["--set-json run=812", "puts a JSON value into it"],
  ["--merge-payload", "merges into the stored one (RFC 7396): null removes a key. Reads first"],
  ["--clear-payload", "removes it"],
])}

--payload, --set and --set-json add up, in this order. Novu takes about 100 kB for the whole request.
Only v1 can carry a payload; --api v2 keeps a stored one.`;

const TOPICS: Readonly<Record<HelpTopic, () => string>> = {
  environment,
  "exit-codes": exitCodes,
  output,
  payload,
};

export const topicText = (topic: HelpTopic): string => TOPICS[topic]();
