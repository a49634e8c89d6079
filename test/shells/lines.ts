import { MESSAGE } from "../support/shell-home.js";
import type { CompletedLine } from "../support/typed-shell.js";

/** What is typed before Tab, and the words the program then gets: what a line means is the same in every shell. */
export const LINES: readonly CompletedLine[] = [
  ["novu-msg act", ["action"]],
  ["novu-msg action comp", ["action", "complete"]],
  ["novu-msg action set alice x pri", ["action", "set", "alice", "x", "primary"]],
  ["novu-msg action set alice x --stat", ["action", "set", "alice", "x", "--status"]],
  ["novu-msg action set --status d", ["action", "set", "--status", "done"]],
  ["novu-msg action set --status=d", ["action", "set", "--status=done"]],
  ["novu-msg --color nev", ["--color", "never"]],
  ["novu-msg -qo nd", ["-qo", "ndjson"]],
  ["novu-msg -p prø", ["-p", "prøv.dev"]],
  ["novu-msg profile use prø", ["profile", "use", "prøv.dev"]],
  ["novu-msg action get user:4", ["action", "get", "user:42@example.com"]],
  ["novu-msg action get user:42@", ["action", "get", "user:42@example.com"]],
  ["novu-msg action get --subscriber=us", ["action", "get", "--subscriber=user:42@example.com"]],
  ["novu-msg action get tw", ["action", "get", "two words"]],
  ['novu-msg action get "tw', ["action", "get", "two words"]],
  ["novu-msg action get 'two w", ["action", "get", "two words"]],
  ["novu-msg action get two\\ ", ["action", "get", "two words"]],
  ["novu-msg action get it", ["action", "get", "it's $HOME"]],
  ['novu-msg action get "it', ["action", "get", "it's $HOME"]],
  ["novu-msg action get user:42@example.com ", ["action", "get", "user:42@example.com", MESSAGE]],
  ["novu-msg action get 'user:42@example.com' ", ["action", "get", "user:42@example.com", MESSAGE]],
  [
    "novu-msg action get --subscriber user:42@example.com ",
    ["action", "get", "--subscriber", "user:42@example.com", MESSAGE],
  ],
  ["novu-msg action get -p prøv.dev loc", ["action", "get", "-p", "prøv.dev", "local-bob"]],
  [
    "novu-msg action get --fields _id,cta.action.stat",
    ["action", "get", "--fields", "_id,cta.action.status"],
  ],
  ["novu-msg whoami --dotenv some", ["whoami", "--dotenv", "some file.env"]],
  ["novu-msg whoami --dotenv=some", ["whoami", "--dotenv=some file.env"]],
  ["novu-msg action set --payload @some", ["action", "set", "--payload", "@some file.env"]],
  ["my\\ tools/novu-msg help exit", ["help", "exit-codes"]],
];
