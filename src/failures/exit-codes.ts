/** Every exit code of a run. Help, docs and `commands --json` are made from this table. */
export const EXIT_CODES = [
  { code: 0, name: "ok", when: "success, also for an empty list" },
  { code: 1, name: "no", when: "`action is`: the condition is false" },
  { code: 2, name: "usage", when: "invalid or missing argument, option or input. Nothing was sent" },
  {
    code: 3,
    name: "config",
    when: "unknown profile, damaged or unsafe config file, key for another server, or not allowed at this level",
  },
  { code: 4, name: "auth", when: "no API key, or Novu refused it (401, 403)" },
  { code: 5, name: "not-found", when: "no such subscriber or message in this environment" },
  { code: 6, name: "rejected", when: "Novu refused the request (any other 4xx)" },
  { code: 7, name: "network", when: "no response: DNS, TLS, connection or timeout" },
  { code: 8, name: "pending", when: "`action wait`: nobody pressed a button before the timeout" },
  { code: 9, name: "busy", when: "429 or 5xx after all retries" },
  {
    code: 10,
    name: "guard",
    when: "not written: another button was pressed, or because of --expect or --strict",
  },
  { code: 11, name: "partial", when: "`action apply`: some rows failed" },
  { code: 12, name: "contract", when: "the response isn't what was requested, or isn't from Novu" },
  { code: 20, name: "secondary", when: "`action wait`: the other button was pressed" },
  { code: 21, name: "gone", when: "`action wait`: the message was deleted" },
  { code: 22, name: "no-buttons", when: "`action wait`: the message has no buttons" },
  { code: 70, name: "bug", when: "internal error" },
  { code: 130, name: "interrupted", when: "Ctrl-C, or “no” at a prompt" },
  { code: 143, name: "terminated", when: "SIGTERM" },
] as const;

export type ExitName = (typeof EXIT_CODES)[number]["name"];
export type ExitCode = (typeof EXIT_CODES)[number]["code"];

const CODE_BY_NAME: ReadonlyMap<string, ExitCode> = new Map(EXIT_CODES.map(({ name, code }) => [name, code]));

export const exitCodeOf = (name: ExitName): ExitCode => CODE_BY_NAME.get(name) ?? 70;

/** The exit for the signal that ended the run; undefined if there was no signal, or if a crash aborted the run. */
export const signalExit = ({ reason }: AbortSignal): ExitName | undefined => {
  if (reason === "SIGTERM") return "terminated";
  return reason === "SIGINT" ? "interrupted" : undefined;
};
