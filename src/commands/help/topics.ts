import { EXIT_CODES } from "../../failures/exit-codes.js";
import { VARIABLES } from "../../model/variables.js";
import type { Block } from "../../views/topic-text.js";
import type { HelpTopic } from "./help.js";

const watching = (): readonly Block[] => [
  "novu-msg action watch prints an event for each change of a message, oldest first, until Ctrl-C (130), --timeout or --count (both 0). The first look only learns what there is.",
  {
    rows: [
      ["created", "a message has come"],
      ["clicked", "a button was pressed, in an Inbox or through the API; also the other one instead"],
      ["reverted", "the pressed button was taken back; button says which"],
      ["changed", "the slot holds something else that is no answer"],
      ["payload", "the same answer, another payload"],
      ["seen, unseen", "and read, unread, archived, unarchived: the message's marks"],
      ["deleted", "two looks in a row did not find it; message is what it was"],
    ],
  },
  "On a terminal an event is a line to read, cut to its width. Everywhere else, and with --json or -o ndjson, it is one JSON object on one line; -o csv, -o tsv, --fields and --query work on each event. Every field is always there, null where there is nothing:",
  {
    rows: [
      ["event, at", "what, and when it was noticed; message.updatedAt is Novu's own time"],
      ["subscriberId", "and messageId, transactionId, workflow, title: which message"],
      ["button, label", "the button it is about"],
      ["status, payload", "of the slot, after the event"],
      ["before", "status, button, payload, seen, read, archived until then; null when created"],
      ["message", "the whole message as Novu lists it"],
    ],
  },
  "What is watched: all messages of the transactions given (up to 10,000); else the newest 50 of each subscriber, or of the environment (--newest). What is given narrows: --subscriber with --workflow means both. Unanswered messages that newer ones push off that page are followed further, up to 200 a list; answered ones are not. A change that was undone before the next look is not seen.",
  "How often: 2 s after a change, then ever less often down to every 10 s (--interval, at least 250ms, and --max-interval); longer where Novu asks for it. Transactions cost one request a look for fifty, subscribers one each, and a workflow one, whatever it holds. When the network or Novu fails, the watch says so once, goes on, and says when it works again, with -q too. A refused key ends it; so does an unknown subscriber at the start.",
  "--exec runs a program of yours for each event, after it was printed, one at a time; no look is made meanwhile. Its words are split as in a shell, but no shell runs: nothing of an event can become a command. A program that is not there, or a quote that is never closed, is told at the start. For a shell, and for its variables, write:",
  { lines: ['novu-msg action watch --exec "sh -c \'echo \\"\\$NOVU_LABEL\\"\'"'] },
  "It gets the event as JSON on stdin, and as variables, empty where there is nothing: NOVU_EVENT, NOVU_AT, NOVU_SUBSCRIBER_ID, NOVU_MESSAGE_ID, NOVU_TRANSACTION_ID, NOVU_WORKFLOW, NOVU_TITLE, NOVU_BUTTON, NOVU_LABEL, NOVU_STATUS, NOVU_PAYLOAD (JSON). A value over 32,000 bytes is left empty, and a NUL byte is U+FFFD; stdin has them whole. It does not get the API key: give it a profile if it is to run novu-msg. What it prints goes to stderr. Its failure is told and ends nothing; Ctrl-C ends it too, and --timeout lets it finish.",
  "With | head -1 the watch ends when it has a second line to write, as tail -f does; --count 1 ends at once.",
];

const environment = (): readonly Block[] => [
  "Variables that novu-msg reads. Empty counts as not set.",
  { rows: VARIABLES.map(({ name, meaning }) => [name, meaning] as const) },
  "Order: a flag wins over NOVU_MSG_*, that over Novu's own variables, that over the profile, that over the default. A profile named on purpose (--profile, NOVU_MSG_PROFILE) wins over NOVU_SECRET_KEY and NOVU_API_URL. A profile is a whole: its address counts only together with its key.",
  "--dotenv FILE reads variables from a file (or - for stdin), repeatable: the key and the address, NOVU_MSG_* except NOVU_MSG_CONFIG_DIR, the proxies, NODE_EXTRA_CA_CERTS and SSL_CERT_FILE; all others are ignored. A later file wins over an earlier one, the environment over files. Programs that novu-msg starts get none of it. No .env file is read unless you name it. novu-msg whoami shows where each value came from.",
];

const exitCodes = (): readonly Block[] => [
  "How a run can end.",
  { rows: EXIT_CODES.map(({ code, name, when }) => [`${String(code).padStart(3)} ${name}`, when] as const) },
  "2 to 4 are about you or your set-up, 5 to 12 about what Novu said, 20 to 22 about a person's answer. In a shell with set -e:",
  { lines: ["novu-msg action set … || rc=$?"] },
];

const output = (): readonly Block[] => [
  "stdout holds the result and nothing else; stderr holds everything else.",
  {
    rows: [
      ["on a terminal", "a table, or cards where it would not fit; colour; relative times"],
      ["in a pipe or file", "the same columns, tab-separated, no header, RFC 3339 times, no colour"],
      ["--json", "one JSON document; an error is one JSON object on stderr"],
      ["-o ndjson", "one compact JSON document a line"],
      ["-o csv, -o tsv", "comma-separated with a header; tab-separated without"],
      ["--fields a,b.c", "only these fields, in every format"],
      ["--query EXPR", "JMESPath over the JSON; a single value is printed bare, for $(…)"],
      ["-q", "no status lines on stderr"],
      ["--github", "action commands, in a GitHub Actions step: also set outputs and add to its summary"],
    ],
  },
  'JSON of a message is the message as Novu sent it, taken out of its envelope. Text for people leaves out control characters; JSON has them as they are. A message\'s own "status" is its delivery, not its action.',
  "With --github each action command that has a result names its outputs in its help; in a workflow: steps.<id>.outputs.clicked. Labels and payloads are written by others: hand them to a script through env:, never as an expression inside it. Text that GitHub's log would obey (:: at the start of a line, ##[) is broken up by a space; outputs and JSON stay exact. An error is an annotation, but not in JSON formats, and a part of the summary.",
  "Colour: --color, then NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, TERM=dumb, then whether there is a terminal.",
];

const payload = (): readonly Block[] => [
  "The payload is a JSON object that Novu keeps with the answer. A message has one slot for both buttons: one status, one button, one payload.",
  {
    rows: [
      ["no payload option", "keeps the stored payload, even when the other button is set"],
      ['--payload \'{"by":"ci"}\'', "replaces it"],
      ["--payload @file.json", "replaces it with what the file holds"],
      ["--payload -", "replaces it with what comes on stdin"],
      ["--set by=ci", "puts a text into it; --set run.id=812 nests"],
      ["--set-json run=812", "puts a JSON value into it"],
      ["--merge-payload", "merges into the stored one (RFC 7396): null removes a key. Reads first"],
      ["--clear-payload", "removes it"],
    ],
  },
  "--payload, --set and --set-json add up, in this order. Novu takes about 100 kB for the whole request. Only v1 can carry a payload; --api v2 keeps a stored one.",
];

const waiting = (): readonly Block[] => [
  "action wait waits until somebody presses a button of a message, in any Inbox or by any program, and its exit code says which. A press that is there already ends it at once.",
  {
    rows: [
      ["0", "the button that was waited for: with --for that one, else primary"],
      ["20", "the other button"],
      ["8", "time is up, and nobody has pressed"],
      ["21, 22", "the message was deleted; it has no such button, or none at all"],
      ["5, 4", "it was never there; the key was refused"],
      ["7, 9", "time is up while Novu cannot be reached, or is busy: nobody knows"],
    ],
  },
  "A shell with set -e stops at every code but 0. Where the others mean something to the script:",
  {
    lines: [
      "rc=0",
      "novu-msg action wait alice $id --timeout 1h || rc=$?",
      "case $rc in",
      "  0) ./deploy.sh ;;",
      "  20) echo rejected ;;",
      "  8) echo nobody answered ;;",
      "  *) exit $rc ;;",
      "esac",
    ],
  },
  "Or with other codes: --map primary=0,secondary=1; or with the result alone, since errors are errors still:",
  { lines: ["clicked=$(novu-msg action wait alice $id --exit-zero --query clicked)"] },
  "Right after a trigger its message may not be there yet. --allow-missing gives it time:",
  { lines: ["novu-msg action wait --transaction $txn --allow-missing 60s"] },
  "Several messages: name them, and say how many count. A transaction stands for all its messages then, such as those of three people on call of whom two have to agree:",
  {
    lines: [
      "novu-msg action wait --transaction $txn --for primary --quorum 2",
      "novu-msg action wait --pair alice:$id --pair bob:$other --any",
    ],
  },
  "It ends as soon as so many can never be reached. --any and --all without --for take every answer; one secondary among them is 20. While --allow-missing lasts more messages may come, so --all does not end before.",
  "How it looks: the message is searched for once; after that a look is one small request for all messages, at first after --interval (2s, at least 250ms), then ever more seldom, up to --max-interval (15s). Novu's Retry-After and RateLimit headers are kept. Trouble on the way (network, 429, 5xx, a sleeping laptop) is waited out: one line says that it began, one that it is over. --timeout (10m) is meant by the clock on the wall, and there is one more look when it is over; --timeout 0 is one look alone. --retries and --max-wait have no part in it.",
  "To test once, without a word on stdout, there is action is:",
  { lines: ["if novu-msg action is alice $id primary; then ./deploy.sh; fi"] },
];

const bulk = (): readonly Block[] => [
  "action apply sets the buttons of many messages from CSV, TSV, NDJSON or JSON: a file, or stdin.",
  {
    lines: [
      "subscriberId,messageId,type,status,payload",
      "alice,65f0c1a9b2d4e6f8a0b1c2d3,primary,done,",
      'bob,65f0c1a9b2d4e6f8a0b1c2d4,secondary,done,"{""by"":""ci""}"',
    ],
  },
  "NDJSON and JSON have objects with the same names. An empty payload keeps the stored one, {} removes it. Where the input has other names: --map-column subscriberId=user. Where a column is missing: --type primary --status done.",
  {
    rows: [
      ["--dry-run", "shows the rows as they would be sent; asks Novu nothing"],
      ["--plan", "reads what is there now, each subscriber's list once, and shows real differences only"],
      ["--failed-to FILE", "writes failed rows in the format of the input, to be run again"],
      ["--resume", "goes on with a run that ended early, whatever ended it"],
      ["--journal FILE", "keeps the progress there instead of in the state folder"],
      ["--max-failures N", "begins no more rows once N have failed"],
      ["--rate 50/s", "at most so many requests; 600/m, 1000/h and unlimited are rates too"],
      ["--concurrency N", "so many requests at a time; 8 when left out"],
    ],
  },
  "Before: a file is checked as a whole, and one row that cannot be sent stops all of it with exit 2; --no-precheck sends the others and counts it as failed, as is done with rows on stdin. More than 20 rows want a yes: a question at a terminal, else --yes. With rows on stdin nobody can be asked there, so the 21st row without --yes ends the run before the first is written.",
  "On the way: rows for one message keep their order, all others run side by side. Without --rate it goes as fast as Novu's RateLimit headers allow, and 10/s where there are none. A request that fails is tried again (--retries, --max-wait). Each message is read before its row is written: if the other button holds the answer, it stays and the row is reported as kept; if the message already has the row's answer, nothing is written and the row is reported as unchanged. --overwrite writes every row.",
  "One result a row, as it ends, not in the order of the input: ok, unchanged (the message already had that answer), kept (another answer stays), failed (Novu refused it), unknown (nobody can say whether it was written; writing again is safe), skipped (done earlier, or not begun). For a long list use -o ndjson, or the plain lines of a pipe: --json and --query keep it all in memory, and so does --plan.",
  "Afterwards: exit 0 when all is done, 11 when a row failed, is unknown or was not begun. A key that is not accepted, and a server that never answers, end it at once with their own code. Ctrl-C begins no more rows, lets those under way end, up to 10 s, and says how to go on (exit 130); a second Ctrl-C waits for nothing. Who closes the pipe, as head does, ends it in the same way, with exit 11 where rows were left.",
  "The journal knows a row by what it says, not by its place, so rows may be added or moved before --resume. It belongs to one file and one environment; rows on stdin all share one, so give them the same rows again, or a --journal of their own. It holds no payloads and no key. One run at a time uses it: a second one is refused with exit 3 and says which process has it, also when that process is suspended (Ctrl-Z) or got there through a symbolic link. A journal with hard links is refused, since a lock can't cover its other names. A run that loses its journal to another stops before the next request.",
];

const security = (): readonly Block[] => [
  "Where a key comes from. No flag takes the key itself: others on the machine can see a command line, and a shell keeps it.",
  {
    rows: [
      ["NOVU_SECRET_KEY", "a variable, the usual way in CI; NOVU_MSG_SECRET_KEY wins over it"],
      ["profile add NAME", "asks for the key without showing it, checks it, stores it"],
      ["--key-stdin", "reads it from stdin and stores it"],
      ["--key-file FILE", "reads it from a file and stores it"],
      ["--store keychain", "with these three: stores it in the system's keychain, not in the config file"],
      ["--key-env NAME", "stores only the name of a variable, and reads that at every run"],
      ["--key-command CMD", "stores only a command, such as op read …, and asks it at every run"],
    ],
  },
  "How it is kept. Stored keys are in config.json of your config folder (novu-msg help environment), readable by you alone (0600, in a folder 0700). A file that others can read, or a folder that others can write to, is refused, and so is a config file or a folder on the way to it that belongs to anyone but you or root: keys are neither read nor stored there. With a key from a variable such a config is ignored. Compiled code is kept in your cache folder under the same rule. Owners are not checked on Windows. Without HOME and a home folder, nothing is stored unless NOVU_MSG_CONFIG_DIR or an XDG variable names a folder. The file is not encrypted: where that is not enough, use --store keychain, or --key-command with a secret store.",
  "The system's keychain is macOS's, Windows' Credential Manager, or a Secret Service such as GNOME's or KDE's; the item is called novu-msg, and goes when its profile is removed or gets another key. A keychain that is locked, not there or does not answer within 5 s (a minute at a terminal, where it may ask for its password) is an error, exit 3: no other place is tried in its stead.",
  "A key command is run word by word, without a shell, for at most 30 s. What it prints, to stdout or stderr, is shown nowhere; run it by hand to see it.",
  "Where it is sent. A stored key goes only to the origin it was stored for: scheme, host and port. Another host or port needs --allow-host HOST[:PORT], which never turns https into http; that takes --allow-http, on the line or in the profile, and NOVU_MSG_ALLOW_HTTP is not enough. Plain http to another machine always needs --allow-http. Redirects are not followed. Certificates are checked.",
  "What it may change. A profile added with --protected wants its name typed before every change made through it, and --yes where nobody can be asked; reading is free. action set, complete, revert and apply read each message first, and don't replace the other button's answer (exit 10, in apply a kept row) unless you give --overwrite. --expect and --strict refuse more. Novu can't read and write in one step, so an answer given between the two is still replaced.",
  "What a run may do at all is limited by --allow, NOVU_MSG_ALLOW and the profile's own --allow; the strictest of the three counts, and nothing on the line loosens it. read: GET and HEAD. ask: also the trigger route and marks (read, seen, archived), so an agent can ask but can't answer. write: everything. An unknown level in the variable or the profile means read. --dry-run, --print, --plan and local commands always work, but below write you can't add a profile or change a profile's level. It's a rail, not a wall: anyone with the key can use curl.",
  "What is never printed. The key: not in output, -vv, --print, --dry-run, errors or stack traces. Where a server repeats it, or eight characters of it in a row, that is masked: as it stands, as JSON, addresses and HTML write it, and in base64. A key made of words is masked less strictly in successful answers, since messages have words too. Whatever looks like a key is masked in error messages. Text from the server is cleaned of control characters before a terminal sees it.",
  "What is never contacted. Any other host than the one asked for: no telemetry, no check for updates. Completion and help read local files only. For completion, ids of subscribers and messages that you used at a terminal, with the messages' titles, are kept in the cache folder, readable by you alone; they may be deleted at any time.",
];

export const TOPICS: Readonly<Record<HelpTopic, () => readonly Block[]>> = {
  environment,
  "exit-codes": exitCodes,
  output,
  payload,
  waiting,
  watching,
  bulk,
  security,
};
