import type { ServerVersion } from "../../src/sandbox/sandbox.js";
import type { TestSandbox } from "../support/sandbox.js";

/** The message as the server lists it. */
export interface ListedMessage {
  readonly read: boolean;
  readonly cta: { readonly action: { readonly status: string } };
}

/** A command line for one message of sub-1, and its properties. */
export interface FaultedCommand {
  readonly name: string;
  readonly argv: (messageId: string) => readonly string[];
  readonly server: ServerVersion;
  readonly isWrite: boolean;
  /** The method of the command's main request. */
  readonly method: string;
  /** Whether the command took effect; for reads, whether nothing changed. */
  readonly isDone: (message: ListedMessage | undefined) => boolean;
  readonly prepare?: (sandbox: TestSandbox, messageId: string) => void;
  /** The request must not be repeated unless it was certainly not executed. */
  readonly isOnce?: boolean;
  /** The response is passed on to the user. */
  readonly isRaw?: boolean;
  /** After an uncertain “not found”, the message is read. */
  readonly readsBack?: boolean;
  /** After a replayed response, the message is read. */
  readonly readsAfterReplay?: boolean;
  /** It prints nothing; the exit code is the result. */
  readonly isSilent?: boolean;
  /** It cannot succeed twice. */
  readonly deletesMessage?: boolean;
}

const isDone: FaultedCommand["isDone"] = (message) => message?.cta.action.status === "done";
const isPending: FaultedCommand["isDone"] = (message) => message?.cta.action.status === "pending";
const press: FaultedCommand["prepare"] = (sandbox, id) => sandbox.press(id, "primary");

const V1 = {
  server: "3.15",
  isWrite: true,
  method: "POST",
  readsBack: true,
  readsAfterReplay: true,
} as const;
const V2 = { server: "3.15", isWrite: true, method: "PATCH", readsAfterReplay: true } as const;
const v2 = ["--api", "v2"];

export const WRITES: readonly FaultedCommand[] = [
  {
    ...V1,
    name: "action set",
    argv: (id) => ["action", "set", "sub-1", id, "primary", "--status", "done", "--overwrite"],
    isDone,
  },
  {
    ...V1,
    name: "action complete",
    argv: (id) => ["action", "complete", "sub-1", id, "primary", "--overwrite"],
    isDone,
  },
  {
    ...V1,
    name: "action complete on 2.0",
    server: "2.0",
    argv: (id) => ["action", "complete", "sub-1", id, "primary", "--overwrite"],
    isDone,
  },
  {
    ...V1,
    name: "action revert",
    argv: (id) => ["action", "revert", "sub-1", id, "primary", "--overwrite"],
    isDone: isPending,
    prepare: press,
  },
  {
    ...V2,
    name: "action set v2",
    argv: (id) => ["action", "set", "sub-1", id, "primary", "--status", "done", "--overwrite", ...v2],
    isDone,
  },
  {
    ...V2,
    name: "action complete v2",
    argv: (id) => ["action", "complete", "sub-1", id, "primary", "--overwrite", ...v2],
    isDone,
  },
  {
    ...V2,
    name: "action revert v2",
    argv: (id) => ["action", "revert", "sub-1", id, "primary", "--overwrite", ...v2],
    isDone: isPending,
    prepare: press,
  },
  {
    name: "message mark",
    server: "3.15",
    isWrite: true,
    method: "POST",
    argv: (id) => ["message", "mark", "sub-1", id, "--as", "read"],
    isDone: (message) => message?.read === true,
  },
  {
    name: "message mark on 2.0",
    server: "2.0",
    isWrite: true,
    method: "POST",
    argv: (id) => ["message", "mark", "sub-1", id, "--as", "read"],
    isDone: (message) => message?.read === true,
  },
  {
    name: "message delete",
    server: "3.15",
    isWrite: true,
    method: "DELETE",
    argv: (id) => ["message", "delete", id, "--yes"],
    isDone: (message) => message === undefined,
    deletesMessage: true,
  },
  {
    name: "api POST",
    server: "3.15",
    isWrite: true,
    method: "POST",
    argv: (id) => [
      "api",
      "POST",
      `/v1/subscribers/sub-1/messages/${id}/actions/primary`,
      "-f",
      "status=done",
    ],
    isDone,
    isOnce: true,
    isRaw: true,
  },
];

const READ = { server: "3.15", isWrite: false, method: "GET", isDone: isPending } as const;

export const READS: readonly FaultedCommand[] = [
  { ...READ, name: "action get", argv: (id) => ["action", "get", "sub-1", id] },
  { ...READ, name: "action is", argv: (id) => ["action", "is", "sub-1", id, "pending"], isSilent: true },
  { ...READ, name: "message list", argv: () => ["message", "list", "--subscriber", "sub-1"] },
  { ...READ, name: "message show", argv: (id) => ["message", "show", "sub-1", id] },
  { ...READ, name: "subscriber list", argv: () => ["subscriber", "list"] },
  { ...READ, name: "subscriber show", argv: () => ["subscriber", "show", "sub-1"] },
  { ...READ, name: "whoami", argv: () => ["whoami"] },
  { ...READ, name: "profile verify", argv: () => ["profile", "verify", "local"] },
  { ...READ, name: "api GET", argv: () => ["api", "GET", "/v1/environments/me"], isRaw: true },
];
