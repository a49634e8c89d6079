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
    says: "Whatever a server does, a command ends in time with the exit code of its kind, and what it says became of a write is what the server holds. Exit 0 means done, for `api` that a success was answered; `sent: no` means nothing was changed.",
    files: ["test/faults/promises-kept.ts", "test/faults/doctor.test.ts"],
  },
  {
    id: "no input makes it crash, hang or exit 70",
    says: "No command line, variable, config file or answer makes it crash, hang or end as a bug; errors are one document with `--json`; what can't be read is not overwritten.",
    files: ["test/fuzz/fuzz.test.ts"],
  },
  {
    id: "nothing wrong is sent",
    says: "Button, status, ids and payload are checked before anything is sent, because the server stores rubbish.",
    files: ["test/commands/action/set.input.test.ts"],
  },
  {
    id: "any id is one segment of an address",
    says: "An id of any characters is one segment of the address and arrives as it is, or is refused.",
    files: ["test/unit/http/path.property.test.ts"],
  },
  {
    id: "a write says what it replaced",
    says: "Both buttons share one answer: a write says what was there before, and warns of a payload that stays.",
    files: ["test/unit/views/action-change-view.test.ts", "test/unit/model/action-change.test.ts"],
  },
  {
    id: "merging a payload follows RFC 7396",
    says: "A payload is kept, replaced, cleared or merged as asked; merging follows RFC 7396.",
    files: ["test/unit/model/merge-patch.property.test.ts"],
  },
  {
    id: "the answer is held against the question",
    says: "After a write the answer is compared with what was asked; a difference is exit 12, never a tick.",
    files: ["test/unit/model/answer-check.property.test.ts"],
  },
  {
    id: "tries keep within their budget",
    says: "Trying again keeps to the number of tries and to `--max-wait`, and waits as long as the server asks.",
    files: ["test/unit/http/backoff.property.test.ts"],
  },
  {
    id: "the spurious 400 is told from the real one",
    says: "The 400 that servers give to one of several identical writes is told from the real one by reading the message back.",
    files: ["test/commands/retries/spurious.test.ts"],
  },
  {
    id: "no idempotency key is used again after an answer",
    says: "An idempotency key is sent again only where no final answer came, and what may not happen twice is not repeated.",
    files: ["test/unit/http/idempotency-policy.property.test.ts"],
  },
  {
    id: "any answer is understood as a failure, never a crash",
    says: "Any status with any bytes is a failure with a sentence; a success that can't be read is told as “applied, answer not understood”.",
    files: ["test/unit/novu/response-failure.property.test.ts"],
  },
  {
    id: "a message arrives whole, bare or wrapped",
    says: "Every field of a message arrives, in both envelopes, and none is renamed.",
    files: ["test/unit/novu/envelope.property.test.ts", "test/commands/action/documents.test.ts"],
  },
  {
    id: "output of any size arrives whole or is no success",
    says: "Output of any size arrives whole through a pipe; a full disk is no success; a reader that leaves ends the run quietly.",
    files: ["test/e2e/pipes.test.ts"],
  },
  {
    id: "no key in any output or file",
    says: "No eight characters of a key in a row are in any output, error, terminal or file of any test but the config file and the files of `--dotenv`.",
    files: ["test/support/no-leaks.ts"],
  },
  {
    id: "files of variables are read, never run",
    says: "A file given with `--dotenv` can set Novu's and the network's variables and nothing else; no program that is started gets any of it.",
    files: ["test/e2e/dotenv.test.ts"],
  },
  {
    id: "what other users can change isn't trusted",
    says: "A config or code cache that another user owns or can replace gives no key, runs nothing and gets nothing; with a key from a variable it is ignored.",
    files: ["test/e2e/owners.test.ts"],
  },
  {
    id: "a server that repeats the key does not get it printed",
    says: "The key is masked also where the server itself says it.",
    files: ["test/commands/secrets.test.ts"],
  },
  {
    id: "no redirect is followed",
    says: "Redirects are not followed, so that no header crosses hosts.",
    files: ["test/faults/redirects.test.ts"],
  },
  {
    id: "no other host is contacted",
    says: "There is no telemetry: tests fail at the first connection to a host that is not this machine.",
    files: ["test/support/loopback-only.ts"],
  },
  {
    id: "one order of settings",
    says: "Which of several settings wins is one total order, and what it puts out of force is told.",
    files: ["test/unit/config/resolve-connection.property.test.ts"],
  },
  {
    id: "config writes killed at random moments",
    says: "A config file is whole at any moment: a write that is killed leaves the old or the new.",
    files: ["test/fire/killed-writers.test.ts"],
  },
  {
    id: "profiles added at once",
    says: "Profiles added at the same time are all kept.",
    files: ["test/fire/many-writers.test.ts"],
  },
  {
    id: "profiles added at once behind a dead process's lock",
    says: "A lock that a killed process left is outlived, and nothing is lost behind it.",
    files: ["test/fire/many-writers.test.ts"],
  },
  {
    id: "a full or read-only disk leaves the old file",
    says: "A full disk, a read-only one and a limit on file size give a clear error and leave the old config file.",
    files: ["test/fire/no-room.test.ts"],
  },
  {
    id: "runs against a server that repeats the key, with no eight characters of it printed",
    says: "Whatever a server repeats of the key, no eight characters of it are printed.",
    files: ["test/fire/secrets.property.test.ts"],
  },
  {
    id: "a key in the keychain is nowhere else",
    says: "A key in the system's keychain is in no file, is moved and removed with its profile, and a keychain that does not answer is given up.",
    files: ["test/commands/profile/keychain.test.ts", "test/e2e/keychain.test.ts"],
  },
  {
    id: "a proxy does not see the key",
    says: "Proxies are used by CONNECT alone: the key stays inside the tunnel, and the proxy's password goes to the proxy only.",
    files: ["test/commands/network/proxy.test.ts"],
  },
  {
    id: "the key goes to no address that was not meant",
    says: "Addresses that a parser would misread, plain http to other machines and user names in addresses are refused before anything is sent.",
    files: ["test/commands/network/addresses.test.ts"],
  },
  {
    id: "answers without end or measure are ended",
    says: "Answers that are too large, packed, cut, dripping or malformed end in a failure, within time and memory.",
    files: ["test/unit/http/hostile-answers.test.ts"],
  },
  {
    id: "only a trusted server is spoken to",
    says: "Certificates are checked; a private authority counts only where it was named, and adds to the others.",
    files: ["test/unit/http/trust.test.ts", "test/e2e/trust.test.ts"],
  },
  {
    id: "no text of a tenant steers a terminal",
    says: "Text from a server is harmless on every way out, and exact in JSON.",
    files: ["test/commands/nasty-text.test.ts"],
  },
  {
    id: "a guard stops the write",
    says: "No write replaces another button's answer unless `--overwrite` is given: it ends with exit 10 before anything is written, in `apply` as a kept row. `--expect` and `--strict` refuse more. (Novu has no compare-and-set: an answer given between the read and the write is still replaced.)",
    files: ["test/commands/action/guards.test.ts", "test/commands/action/apply-kept.test.ts"],
  },
  {
    id: "a replay is no success",
    says: "An answer that Novu repeats for an idempotency key wrote nothing now, and counts only where the stored message still holds it; else exit 12.",
    files: ["test/commands/retries/idempotency.test.ts"],
  },
  {
    id: "a protected profile writes only when it is meant",
    says: "Through a protected profile nothing is changed before its name was typed, or `--yes` given.",
    files: ["test/commands/writing.test.ts"],
  },
  {
    id: "a signal ends a run at any moment",
    says: "Ctrl-C, SIGTERM, a closed stream and an error that nobody caught end a run at once, with the right code and nothing half-written.",
    files: ["test/e2e/signals.test.ts"],
  },
  {
    id: "bulk writes killed at random points",
    says: "A bulk run may be killed at any moment: resumed, it ends as one that was not, with one final result for each row; none is lost.",
    files: ["test/fire/apply-killed.test.ts"],
  },
  {
    id: "bulk writes at --rate 50/s",
    says: "A bulk run keeps to its rate in every second.",
    files: ["test/unit/bulk/rate-policy.property.test.ts", "test/fire/apply-pace.test.ts"],
  },
  {
    id: "bulk writes under RateLimit headers",
    says: "Without a rate, a bulk run keeps to what the server's RateLimit headers allow, and draws no 429.",
    files: ["test/fire/apply-pace.test.ts"],
  },
  {
    id: "memory of bulk writes, MB",
    says: "A bulk run's memory does not grow with its rows.",
    files: ["test/fire/apply-memory.test.ts"],
  },
  {
    id: "rows of an input are read as they were written",
    says: "Rows of CSV, TSV, NDJSON and JSON are read as they were written, however the input is cut on its way, and come back byte for byte in `--failed-to`.",
    files: ["test/unit/bulk/rows.property.test.ts"],
  },
];
