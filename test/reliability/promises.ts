/** Something that users are promised, and what holds the tool to it. */
export interface KeptPromise {
  /** The name under which tests record figures; it stands in each of the files. */
  readonly id: string;
  /** The promise in a sentence. */
  readonly says: string;
  readonly files: readonly string[];
}

/** The rules that make it safe on a server that checks little, and what follows from “never corrupt, leak or lose”. */
export const PROMISES: readonly KeptPromise[] = [
  {
    id: "every command against every fault",
    says: "Whatever a server does, a command ends in time with the right exit code, and what it says about a write matches what the server stored. Exit 0 means done (for `api`: a success response); `sent: no` means nothing was changed.",
    files: ["test/faults/promises-kept.ts", "test/faults/doctor.test.ts"],
  },
  {
    id: "no input makes it crash, hang or exit 70",
    says: "No command line, variable, config file or response makes it crash or hang; with `--json` an error is one document; a file that can't be read is never overwritten.",
    files: ["test/fuzz/fuzz.test.ts"],
  },
  {
    id: "nothing wrong is sent",
    says: "Button, status, IDs and payload are validated before anything is sent, because the server stores anything.",
    files: ["test/commands/action/set.input.test.ts"],
  },
  {
    id: "any id is one segment of an address",
    says: "An ID with any characters is sent as one path segment and arrives unchanged, or is refused.",
    files: ["test/unit/http/path.property.test.ts"],
  },
  {
    id: "a write says what it replaced",
    says: "Both buttons share one answer: a write shows the previous one, and warns about a payload that is kept.",
    files: ["test/unit/views/action-change-view.test.ts", "test/unit/model/action-change.test.ts"],
  },
  {
    id: "merging a payload follows RFC 7396",
    says: "A payload is kept, replaced, cleared or merged as requested; merging follows RFC 7396.",
    files: ["test/unit/model/merge-patch.property.test.ts"],
  },
  {
    id: "the answer is held against the question",
    says: "After a write, the response is compared with the request; a difference is exit 12, never a success.",
    files: ["test/unit/model/answer-check.property.test.ts"],
  },
  {
    id: "tries keep within their budget",
    says: "Retries stay within `--retries` and `--max-wait`, and wait as long as the server asks.",
    files: ["test/unit/http/backoff.property.test.ts"],
  },
  {
    id: "the spurious 400 is told from the real one",
    says: "The 400 that servers return for one of several identical writes is recognized by reading the message back.",
    files: ["test/commands/retries/spurious.test.ts"],
  },
  {
    id: "no idempotency key is used again after an answer",
    says: "An idempotency key is only reused if there was no final response, and requests that must not run twice aren't repeated.",
    files: ["test/unit/http/idempotency-policy.property.test.ts"],
  },
  {
    id: "any answer is understood as a failure, never a crash",
    says: "Any status with any bytes gives a readable error; a success that can't be parsed is reported as accepted, with an invalid response.",
    files: ["test/unit/novu/response-failure.property.test.ts"],
  },
  {
    id: "a message arrives whole, bare or wrapped",
    says: "Every field of a message is passed on, from both envelopes, and none is renamed.",
    files: ["test/unit/novu/envelope.property.test.ts", "test/commands/action/documents.test.ts"],
  },
  {
    id: "output of any size arrives whole or is no success",
    says: "Output of any size arrives completely through a pipe; a full disk is an error; a closed pipe ends the run quietly.",
    files: ["test/e2e/pipes.test.ts"],
  },
  {
    id: "no key in any output or file",
    says: "No eight consecutive characters of a key appear in any output, error, terminal or file of any test, except the config file and the files of `--dotenv`.",
    files: ["test/support/no-leaks.ts"],
  },
  {
    id: "files of variables are read, never run",
    says: "A `--dotenv` file can only set Novu and network variables; programs started by novu-msg don't get them.",
    files: ["test/e2e/dotenv.test.ts"],
  },
  {
    id: "what other users can change isn't trusted",
    says: "No key is read from or stored in a config, and no code is run from a cache, that another user owns or can replace; with a key from a variable it is ignored.",
    files: ["test/e2e/owners.test.ts"],
  },
  {
    id: "a server that repeats the key does not get it printed",
    says: "The key is also masked if the server repeats it.",
    files: ["test/commands/secrets.test.ts"],
  },
  {
    id: "no redirect is followed",
    says: "Redirects aren't followed, so no header reaches another host.",
    files: ["test/faults/redirects.test.ts"],
  },
  {
    id: "no other host is contacted",
    says: "There is no telemetry: tests fail on any connection to another machine.",
    files: ["test/support/loopback-only.ts"],
  },
  {
    id: "one order of settings",
    says: "The precedence of settings is one total order, and overridden settings are reported.",
    files: ["test/unit/config/resolve-connection.property.test.ts"],
  },
  {
    id: "config writes killed at random moments",
    says: "The config file is always complete: a killed write leaves the old one or the new one.",
    files: ["test/fire/killed-writers.test.ts"],
  },
  {
    id: "profiles added at once",
    says: "Profiles added at the same time are all kept.",
    files: ["test/fire/many-writers.test.ts"],
  },
  {
    id: "profiles added at once behind a dead process's lock",
    says: "A lock left by a killed process is taken over, and nothing is lost.",
    files: ["test/fire/many-writers.test.ts"],
  },
  {
    id: "a full or read-only disk leaves the old file",
    says: "A full disk, a read-only disk and a file size limit give a clear error and keep the old config file.",
    files: ["test/fire/no-room.test.ts"],
  },
  {
    id: "runs against a server that repeats the key, with no eight characters of it printed",
    says: "Whatever part of the key a server repeats, no eight characters of it are printed.",
    files: ["test/fire/secrets.property.test.ts"],
  },
  {
    id: "a key in the keychain is nowhere else",
    says: "A key in the system keychain is in no file, is renamed and removed with its profile, and a keychain that doesn't respond times out.",
    files: ["test/commands/profile/keychain.test.ts", "test/e2e/keychain.test.ts"],
  },
  {
    id: "a proxy does not see the key",
    says: "Proxies are only used with CONNECT: the key stays inside the tunnel, and the proxy's password only goes to the proxy.",
    files: ["test/commands/network/proxy.test.ts"],
  },
  {
    id: "the key goes to no address that was not meant",
    says: "Ambiguous URLs, plain http to other machines and user names in URLs are refused before anything is sent.",
    files: ["test/commands/network/addresses.test.ts"],
  },
  {
    id: "answers without end or measure are ended",
    says: "Responses that are too large, compressed, truncated, slow or malformed fail within limits of time and memory.",
    files: ["test/unit/http/hostile-answers.test.ts"],
  },
  {
    id: "only a trusted server is spoken to",
    says: "Certificates are verified; a private CA is only trusted if it was configured, in addition to the others.",
    files: ["test/unit/http/trust.test.ts", "test/e2e/trust.test.ts"],
  },
  {
    id: "no text of a tenant steers a terminal",
    says: "Text from a server is harmless in every output, and exact in JSON.",
    files: ["test/commands/nasty-text.test.ts"],
  },
  {
    id: "a guard stops the write",
    says: "No write replaces another button's answer unless `--overwrite` is given: it exits with 10 before anything is written (in `apply`, the row is kept). `--expect` and `--strict` refuse more. (Novu has no compare-and-set: an answer given between reading and writing is still replaced.)",
    files: ["test/commands/action/guards.test.ts", "test/commands/action/apply-kept.test.ts"],
  },
  {
    id: "a replay is no success",
    says: "A response that Novu replays for an idempotency key wrote nothing; it only counts if the stored message still has that answer, otherwise exit 12.",
    files: ["test/commands/retries/idempotency.test.ts"],
  },
  {
    id: "a protected profile writes only when it is meant",
    says: "With a protected profile, nothing is changed before its name is typed or `--yes` is given.",
    files: ["test/commands/writing.test.ts"],
  },
  {
    id: "a signal ends a run at any moment",
    says: "Ctrl-C, SIGTERM, a closed stream and an uncaught error end a run at once, with the right exit code and nothing half-written.",
    files: ["test/e2e/signals.test.ts"],
  },
  {
    id: "bulk writes killed at random points",
    says: "A bulk run can be killed at any moment: resumed, it ends like an uninterrupted one, with one final result per row.",
    files: ["test/fire/apply-killed.test.ts"],
  },
  {
    id: "bulk writes at --rate 50/s",
    says: "A bulk run stays within its rate in every second.",
    files: ["test/unit/bulk/rate-policy.property.test.ts", "test/fire/apply-pace.test.ts"],
  },
  {
    id: "bulk writes under RateLimit headers",
    says: "Without a rate, a bulk run stays within the server's RateLimit headers and causes no 429.",
    files: ["test/fire/apply-pace.test.ts"],
  },
  {
    id: "memory of bulk writes, MB",
    says: "A bulk run's memory doesn't grow with its rows.",
    files: ["test/fire/apply-memory.test.ts"],
  },
  {
    id: "rows of an input are read as they were written",
    says: "Rows of CSV, TSV, NDJSON and JSON are read correctly, however the input is split into chunks, and written back byte for byte by `--failed-to`.",
    files: ["test/unit/bulk/rows.property.test.ts"],
  },
];
