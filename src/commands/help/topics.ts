import type { CommandNode } from "../../context/command-node.js";
import { EXIT_CODES } from "../../failures/exit-codes.js";
import { ACTION_OUTPUTS, APPLY_OUTPUTS, WAIT_OUTPUTS } from "../../model/action-outputs.js";
import { VARIABLES } from "../../model/variables.js";
import { optionRows } from "../../views/help-text.js";
import type { Block } from "../../views/topic-text.js";
import type { HelpTopic } from "./help.js";

const watching = (): readonly Block[] => [
  "action watch prints one event per change, oldest first. It runs until Ctrl-C (exit 130), or until --timeout or --count (both exit 0). Messages that exist at the start aren't reported as created.",
  {
    rows: [
      ["created", "a new message"],
      [
        "pressed",
        "a button was pressed, by a person or through the API; also when the answer moves to the other button",
      ],
      ["reverted", "an answer was taken back; button is the one that had been pressed"],
      ["changed", "the stored answer changed to something that isn't a button press"],
      ["payload", "same answer, different payload"],
      ["seen, unseen", "also read, unread, archived, unarchived, snoozed, unsnoozed"],
      ["deleted", "not found by two polls in a row; message is its last known state"],
    ],
  },
  "On a terminal, each event is one readable line, cut to fit. In a pipe or with --json or -o ndjson, it is one JSON object per line; -o csv, -o tsv, --fields and --query work too. Every event has all of these fields, null where they don't apply:",
  {
    rows: [
      ["event, at", "the event, and when it was noticed; Novu's own time is message.updatedAt"],
      ["subscriberId", "also messageId, transactionId, workflow and title"],
      ["button, label", "the button concerned"],
      ["status, payload", "the answer after the event"],
      ["before", "status, button, payload and marks before the event; null for created"],
      ["message", "the whole message, as Novu lists it"],
    ],
  },
  "Which messages: all messages of the given transactions (up to 10,000), or the newest 50 of each subscriber or of the environment (--newest). Filters narrow: --subscriber with --workflow means both. Pending messages stay watched when newer ones push them off that page (up to 200 per list). A change that is undone before the next poll isn't seen.",
  "How often: every 2 seconds after a change (--interval), slowing down to every 10 seconds (--max-interval), or as slowly as Novu's rate limit asks. A poll takes one request per fifty transactions, one per subscriber, or one per workflow. Network errors and Novu outages are waited out: one warning when it starts, one line when it ends. An API key that is refused, or a subscriber that doesn't exist at the start, ends the watch.",
  "--exec runs a program for each event, one at a time; polling pauses until it ends. The command line is split into words like in a shell, but no shell runs it, so nothing in an event can become a command. To use a shell and its variables:",
  { lines: ['novu-msg action watch --exec "sh -c \'echo \\"\\$NOVU_LABEL\\"\'"'] },
  "The program gets the event as JSON on stdin and in these variables, empty where they don't apply: NOVU_EVENT, NOVU_AT, NOVU_SUBSCRIBER_ID, NOVU_MESSAGE_ID, NOVU_TRANSACTION_ID, NOVU_WORKFLOW, NOVU_TITLE, NOVU_BUTTON, NOVU_LABEL, NOVU_STATUS, NOVU_PAYLOAD (JSON). A value over 32,000 bytes is left empty; read it from stdin. The program doesn't get the API key: to call novu-msg from it, use a profile. Its output goes to stderr. If it fails, you get a warning and the watch continues. Ctrl-C stops it too; --timeout lets it finish.",
  "With | head -1, the watch ends when it tries to write a second line, like tail -f. --count 1 ends right after the first.",
];

const environment = (): readonly Block[] => [
  "Environment variables that novu-msg reads. An empty variable counts as unset.",
  { rows: VARIABLES.map(({ name, meaning }) => [name, meaning] as const) },
  "Precedence, highest first: options, NOVU_MSG_* variables, Novu's own variables, the profile, defaults. A profile that you choose with --profile or NOVU_MSG_PROFILE beats NOVU_SECRET_KEY and NOVU_API_URL. A profile's URL is only used together with its key.",
  "--dotenv FILE reads variables from a file (- for stdin; repeatable): the API key and URL, NOVU_MSG_* except NOVU_MSG_CONFIG_DIR, proxies, NODE_EXTRA_CA_CERTS and SSL_CERT_FILE. Other variables are ignored. Later files win over earlier ones, and the environment wins over files. Programs started by novu-msg don't get these variables. No .env file is read automatically. To see where each value came from, run novu-msg whoami -v.",
];

const globalOptions = ({ options }: CommandNode): readonly Block[] => [
  "Options of every command. They can go before or after its name.",
  { rows: optionRows(options) },
  "Durations: 500ms, 2s, 5m, 1h, 1d, 2h30m; a bare number is seconds. If an option is given twice, the last one counts. No option takes the API key itself (see novu-msg help security).",
];

const exitCodes = (): readonly Block[] => [
  "How a run can end.",
  { rows: EXIT_CODES.map(({ code, name, when }) => [`${String(code).padStart(3)} ${name}`, when] as const) },
  "2 to 4 mean you or your setup, 5 to 12 what Novu answered, 20 to 22 what a person answered. In a script with set -e:",
  { lines: ["rc=0", "novu-msg action set … || rc=$?"] },
];

const output = (): readonly Block[] => [
  "Results go to stdout, everything else to stderr.",
  {
    rows: [
      ["on a terminal", "a table, with color and relative times"],
      ["in a pipe or file", "the same columns, tab-separated, no header, RFC 3339 times, no color"],
      ["--json", "one JSON document; an error is one JSON object on stderr"],
      ["-o ndjson", "one compact JSON document per line"],
      ["-o csv, -o tsv", "comma-separated with a header; tab-separated without (--header adds one)"],
      ["--fields a,b.c", "only these fields, in every format"],
      ["--query EXPR", "filter the JSON with JMESPath; a single value prints raw, for $(…)"],
      ["-q", "print only errors and warnings to stderr"],
      ["--github", "set GitHub Actions step outputs and write to the step summary"],
    ],
  },
  'With --json, a message is exactly what Novu sent, without its envelope. Its "status" is the delivery status, not the answer. On a terminal, control characters are removed from text; JSON keeps them.',
  "--github sets these outputs, available as steps.<id>.outputs.NAME:",
  {
    rows: [
      ["get, set, …", ACTION_OUTPUTS.join(", ")],
      ["wait", `the same and ${WAIT_OUTPUTS.slice(ACTION_OUTPUTS.length).join(", ")}`],
      ["apply", APPLY_OUTPUTS.join(", ")],
    ],
  },
  "Labels and payloads are written by other people: pass them to a script through env:, never as an expression inside it. In log text, anything GitHub would run as a workflow command (such as :: at the start of a line) is defused with a space; outputs and JSON stay exact. An error also becomes an annotation (except with JSON output) and part of the step summary.",
  "Color is decided by, in this order: --color, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb, and whether the output is a terminal.",
];

const payload = (): readonly Block[] => [
  "The payload is a JSON object that Novu stores with the answer. Both buttons of a message share one answer: one button, one status, one payload.",
  {
    rows: [
      ["(none of these)", "keep the stored payload, even when the other button is set"],
      ['--payload \'{"by":"ci"}\'', "replace it"],
      ["--payload @file.json", "replace it with the contents of a file"],
      ["--payload -", "replace it with stdin"],
      ["--set by=ci", "set a key to a string; --set run.id=812 nests"],
      ["--set-json run=812", "set a key to a JSON value"],
      ["--merge-payload", "merge into the stored payload (RFC 7396; null removes a key)"],
      ["--clear-payload", "remove it"],
    ],
  },
  "--payload, --set and --set-json combine, in that order. Novu accepts about 100 kB per request. --api v2 can't carry a payload; it keeps the stored one.",
];

const waiting = (): readonly Block[] => [
  "action wait waits until a button is pressed, in any Inbox or through the API. The exit code says which. If a button was already pressed, it ends at once.",
  {
    rows: [
      ["0", "the expected button: the one given with --for, or primary"],
      ["20", "the other button"],
      ["8", "timeout: nobody pressed a button"],
      ["21, 22", "the message was deleted; it has no such button, or none at all"],
      ["5, 4", "the message was never found; the API key was refused"],
      ["7, 9", "timeout while Novu was unreachable or busy, so the answer is unknown"],
    ],
  },
  "With set -e, a script stops at any code but 0. To handle the others:",
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
  "Or choose other codes with --map primary=0,secondary=1, or always exit 0 and read the result (errors still fail):",
  { lines: ["pressed=$(novu-msg action wait alice $id --exit-zero --query pressed)"] },
  "Right after a trigger, the message may not exist yet. --allow-missing allows for that:",
  { lines: ["novu-msg action wait --transaction $txn --allow-missing 60s"] },
  "To wait on several messages, name them and say how many must be answered. A transaction stands for all its messages, for example one for each of three people on call, two of whom must agree:",
  {
    lines: [
      "novu-msg action wait --transaction $txn --for primary --quorum 2",
      "novu-msg action wait --pair alice:$id --pair bob:$other --any",
    ],
  },
  "It ends early once that number can't be reached any more. Without --for, --any and --all accept every answer; if one of them is secondary, the exit code is 20. During --allow-missing more messages may arrive, so --all doesn't end before it is over.",
  "Polling: one small request for all messages, at first every --interval (2s, at least 250ms), slowing down to every --max-interval (15s). Novu's Retry-After and RateLimit headers are respected. Network errors, 429 and 5xx responses are waited out, with one line when the outage starts and one when it ends. --timeout (default 10m) counts wall-clock time, and ends with one last check; --timeout 0 checks once. --retries and --max-wait don't apply.",
  "To check once and print nothing, use action is:",
  { lines: ["if novu-msg action is alice $id primary; then ./deploy.sh; fi"] },
];

const bulk = (): readonly Block[] => [
  "action apply sets the buttons of many messages, from CSV, TSV, NDJSON or JSON, in a file or on stdin.",
  {
    lines: [
      "subscriberId,messageId,button,status,payload",
      "alice,65f0c1a9b2d4e6f8a0b1c2d3,primary,done,",
      'bob,65f0c1a9b2d4e6f8a0b1c2d4,Reject,done,"{""by"":""ci""}"',
    ],
  },
  "JSON and NDJSON objects use the same names. An empty payload keeps the stored one; {} removes it. If your columns have other names: --map-column subscriberId=user. If a column is missing: --button primary --status done.",
  {
    rows: [
      ["--dry-run", "show the rows as they would be sent, without asking Novu"],
      ["--plan", "compare with Novu (one list per subscriber) and show the differences"],
      ["--failed-to FILE", "write failed rows to a file, ready to run again"],
      ["--resume", "continue a run that ended early"],
      ["--journal FILE", "keep the progress in this file instead of the state folder"],
      ["--max-failures N", "stop after N failures"],
      ["--rate 50/s", "maximum request rate; also 600/m, 1000/h or unlimited"],
      ["--concurrency N", "parallel requests (default 8)"],
    ],
  },
  "Before the run, the whole file is checked: if a row is invalid, nothing is sent (exit 2). With --no-precheck, and for rows on stdin, the valid rows are sent and the others counted as failed. More than 20 rows need confirmation: a prompt on a terminal, or --yes. When the rows come from stdin there is no prompt, so more than 20 without --yes end the run before the first write.",
  "During the run, rows for the same message keep their order; all others run in parallel. Without --rate, it goes as fast as Novu's RateLimit headers allow, or 10/s without such headers. Failed requests are retried (--retries, --max-wait). Each message is read before it is written: if the other button was pressed, that answer is kept; if the message already has this answer, nothing is written. --overwrite writes every row without reading.",
  "Each row ends with one result, printed as it happens: ok, unchanged (the message already had this answer), kept (another answer was left in place), failed (Novu refused it), unknown (it may have been written; running it again is safe), skipped (done earlier, or not started). For long lists use -o ndjson or plain lines: --json, --query and --plan keep everything in memory.",
  "Afterwards, the exit code is 0 if no row failed, and 11 if a row failed, is unknown or wasn't started. A refused API key or a server that never answers ends the run with its own code. Ctrl-C starts no more rows, waits up to 10 seconds for those in flight, and says how to continue (exit 130); a second Ctrl-C ends at once. Closing the pipe, as head does, also ends the run (exit 11 if rows were left).",
  "The journal identifies rows by content, so you can add or move rows before --resume. Each input file and environment has its own journal; all runs from stdin share one, so resume with the same rows, or use --journal. It holds no payloads and no API key. Only one run can use a journal at a time: a second is refused (exit 3) and told which process holds it, also if that process is suspended (Ctrl-Z) or uses another path to it. A journal file with hard links is refused, because a lock can't protect its other names.",
];

const security = (): readonly Block[] => [
  "Where the API key comes from. No option takes the key itself, because other users of the machine can see command lines, and shells save them.",
  {
    rows: [
      ["NOVU_SECRET_KEY", "an environment variable, as usual in CI; NOVU_MSG_SECRET_KEY wins over it"],
      ["profile add NAME", "ask for the key with hidden input, verify it, store it"],
      ["--key-stdin", "read the key from stdin and store it"],
      ["--key-file FILE", "read the key from a file and store it"],
      ["--store keychain", "store it in the system keychain instead of the config file"],
      ["--key-env NAME", "store only the name of a variable; read it on every run"],
      ["--key-command CMD", "store only a command, such as op read …; run it on every run"],
    ],
  },
  "How it is stored. Keys are in config.json in your config folder (see novu-msg help environment), readable only by you (0600, in a 0700 folder). If others can read the file or write to its folder, or if the file or a folder above it belongs to anyone but you or root, no key is read or stored there; with a key from a variable, such a config is ignored. The cache of compiled code follows the same rule. Windows has no such owner check. Without a home folder, nothing is stored unless NOVU_MSG_CONFIG_DIR or an XDG variable names a folder. The file is not encrypted: if that isn't enough, use --store keychain, or --key-command with a secret manager.",
  "The keychain is the macOS Keychain, Windows Credential Manager, or a Secret Service such as GNOME Keyring or KWallet. The entry is called novu-msg, and is removed together with its profile. If the keychain is missing, locked, or doesn't respond within 5 seconds (a minute on a terminal, so that it can ask for a password), the run fails (exit 3); nothing is stored elsewhere instead.",
  "A key command is run without a shell, for at most 30 seconds. Its output, including stderr, is never shown: run it yourself to see it.",
  "Where it is sent. A stored key is only sent to the origin it was stored for: scheme, host and port. For another one, use --allow-host HOST[:PORT]. Plain http to another machine needs --allow-http, on the command line or in the profile; NOVU_MSG_ALLOW_HTTP doesn't count for a key stored for another origin. Redirects aren't followed. Certificates are always verified.",
  "What it may change. A profile added with --protected asks you to type its name before every write; in a script, it needs --yes. action set, complete, revert and apply read each message first, and don't replace the other button's answer (exit 10; in apply, the row is kept) unless you use --overwrite. --expect and --strict refuse more. Novu has no compare-and-set, so an answer given in the moment between reading and writing is still replaced.",
  "What a run may do is limited by --allow, NOVU_MSG_ALLOW and the profile's allow setting. The strictest of the three counts. read: only GET and HEAD. ask: also trigger workflows and set marks (read, seen, archived), so an agent can ask but not answer. write: everything. An unknown value means read. --dry-run, --print, --plan and local commands always work, but below write you can't add profiles or change a profile's limit. It prevents accidents, not attacks: anyone who has the key can use curl.",
  "What is never printed: the API key, in any output, log, error or stack trace. If a server repeats it, or eight characters of it, that part is masked, also when it is encoded (JSON, URL, HTML, base64). Anything that looks like an API key is masked in error messages. Keys made of ordinary words are masked less strictly in successful responses, because messages contain words too. Control characters from the server never reach a terminal.",
  "What is never contacted: any host other than the API. No telemetry, no update checks. Completion and help only read local files. For completion, IDs and titles of messages you used on a terminal are kept in the cache folder, readable only by you; you can delete them at any time.",
];

export const TOPICS: Readonly<Record<HelpTopic, (tree: CommandNode) => readonly Block[]>> = {
  environment,
  "exit-codes": exitCodes,
  options: globalOptions,
  output,
  payload,
  waiting,
  watching,
  bulk,
  security,
};
