import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import { openProgram, type Terminal } from "../support/terminal.js";
import { type PlannedStatement, sessionScript } from "./session-script.js";

/** Where the lines of one section are typed. */
export interface SessionPlace {
  /** A folder of the session that its lines know nothing of. */
  readonly backstage: string;
  readonly cwd: string;
  /** Of its terminals. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string>>;
  /** What a person in an Inbox presses on. */
  readonly sandbox: Sandbox;
}

/** What a person does once the screen shows a text: types, or something elsewhere. */
export type Act = readonly [shows: string, does: string | ((sandbox: Sandbox) => void | Promise<void>)];

export interface Part extends PlannedStatement {
  readonly acts: readonly Act[];
}

export interface Ending {
  /** Undefined when it did not end, or was not begun. */
  readonly exit: number | undefined;
  readonly isBegun: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What stood in its terminal at the end, or when somebody pressed Ctrl-C; empty where it had none. */
  readonly screen: string;
}

export const INTERRUPT = "\u0003";
const LONGEST_MS = 300_000;

/** Runs statements in one bash, in order, each as it stands, until one ends with what was not expected. */
export const runSession = async (parts: readonly Part[], place: SessionPlace): Promise<Ending[]> => {
  const at = (name: string) => path.join(place.backstage, name);
  const note = (name: string) => writeFileSync(at(name), "");
  mkdirSync(place.backstage, { recursive: true });
  writeFileSync(at("session.sh"), sessionScript(parts));
  const screens = new Map<number, string>();
  const asides: { readonly terminal: Terminal; readonly part: number }[] = [];
  let fail: (reason: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });

  const open = (words: readonly string[], onMark: (text: string) => void) =>
    openProgram("bash", words, {
      env: { ...place.env, SESSION: place.backstage },
      cwd: place.cwd,
      columns: place.columns,
      rows: 40,
      onMark,
    });
  const act = async (terminal: Terminal, part: number): Promise<void> => {
    for (const [shows, does] of parts[part]?.acts ?? []) {
      await expect.poll(terminal.display, { message: `line ${parts[part]?.line}` }).toContain(shows);
      if (does === INTERRUPT) screens.set(part, terminal.display());
      if (typeof does === "string") terminal.type(does);
      else await does(place.sandbox);
    }
  };

  const onMark = (text: string): void => {
    const [word, number] = text.split(" ");
    const part = Number(number);
    if (word === "begin") {
      note(`${part}.begun`);
      act(main, part).catch(fail);
    } else if (word === "end") {
      if (!screens.has(part)) screens.set(part, main.display());
      note(`${part}.seen`);
    } else {
      const terminal = open(["-c", parts[part]?.text ?? ""], () => {});
      asides.push({ terminal, part });
      act(terminal, part).then(() => note(`${part}.seen`), fail);
    }
  };

  const main = open([at("session.sh")], onMark);
  const limit = setTimeout(() => main.hangUp(), LONGEST_MS);
  try {
    await Promise.race([main.exit, failure]);
  } finally {
    clearTimeout(limit);
  }
  const exit = await main.exit;
  const ended = await Promise.all(asides.map(interrupted));
  const endings = readEndings(parts.length, place.backstage, exit);
  return endings.map((ending, part) => ({
    ...ending,
    screen: screens.get(part) ?? "",
    ...ended.find((aside) => aside.part === part),
  }));
};

/** Presses Ctrl-C in a terminal that was left alone. */
const interrupted = async ({ terminal, part }: { readonly terminal: Terminal; readonly part: number }) => {
  terminal.type(INTERRUPT);
  return { part, exit: await terminal.exit, screen: terminal.display() };
};

/** What the script has noted. The statement that ended the script is the last one that was begun. */
const readEndings = (count: number, backstage: string, scriptExit: number): Omit<Ending, "screen">[] => {
  const read = (name: string): string => {
    const file = path.join(backstage, name);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const begun = read("begun").split("\n").filter(Boolean).map(Number);
  const exits = new Map(
    read("ended")
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const [part, exit] = line.split(" ").map(Number);
        return [part, exit];
      }),
  );
  const last = begun.at(-1);
  return Array.from({ length: count }, (_, part) => ({
    exit: exits.get(part) ?? (part === last && scriptExit !== 0 ? scriptExit : undefined),
    isBegun: begun.includes(part),
    stdout: read(`${part}.out`),
    stderr: read(`${part}.err`),
  }));
};
