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
    says: "No command line, variable, config file or answer makes it crash, hang or end as a bug; errors are one document with `--json`; what cannot be read is not overwritten.",
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
    says: "Both buttons share one slot: a write says what was there before, and looking first never gets in its way.",
    files: ["test/unit/views/action-change-view.test.ts", "test/commands/action/looking-first.test.ts"],
  },
  {
    id: "merging a payload follows RFC 7396",
    says: "A payload is kept, replaced, cleared or merged as asked; merging follows RFC 7396.",
    files: ["test/unit/domain/merge-patch.property.test.ts"],
  },
  {
    id: "the answer is held against the question",
    says: "After a write the answer is compared with what was asked; a difference is exit 12, never a tick.",
    files: ["test/unit/domain/answer-check.property.test.ts"],
  },
  {
    id: "tries keep within their budget",
    says: "Trying again keeps to the number of tries and to `--max-wait`, and waits as long as the server asks.",
    files: ["test/unit/http/plan-pause.property.test.ts"],
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
    says: "Any status with any bytes is a failure with a sentence; a success that cannot be read is told as “applied, answer not understood”.",
    files: ["test/unit/novu/answer-failure.property.test.ts"],
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
    says: "No eight characters of a key in a row are in any output, error, terminal or file of any test but the config file and the file of `--env-file`.",
    files: ["test/support/no-leaks.ts"],
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
    files: ["test/unit/settings/resolve-connection.property.test.ts"],
  },
];
