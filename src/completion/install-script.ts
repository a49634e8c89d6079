import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Failure } from "../failures/failure.js";
import { type Dirs, localAppData, mayStore, xdgConfigHome, xdgDataHome } from "../files/base-dirs.js";
import { makeDirectory } from "../files/make-directory.js";
import { noHome } from "../files/no-home.js";
import { variable } from "../model/env.js";
import { type CommandLine, powerShellText, shellText } from "../processes/quote.js";
import { SHELL_SCRIPTS, type Shell } from "./shell-script.js";

const DIRECTORY_MODE = 0o755;

/** What an installation did, and what is left to the user, whose own files are never edited. */
export interface Installation {
  readonly shell: Shell;
  readonly file: string;
  readonly change: "written" | "replaced" | "none";
  /** What is left to do, or when it works. */
  readonly advice: string;
  /** A line for a start-up file of the user's own. */
  readonly line: { readonly text: CommandLine; readonly file: string } | undefined;
}

/** Puts a shell's completion where that shell looks for it; a second time changes nothing. @throws Failure E_INSTALL */
export const installScript = async (shell: Shell, place: Dirs): Promise<Installation> => {
  const { file, advise } = TARGETS[shell](place);
  if (!mayStore(place, ["XDG_DATA_HOME", "XDG_CONFIG_HOME"])) throw homeless(file);
  const change = await put(file, SHELL_SCRIPTS[shell].text);
  return { shell, file, change, ...(await advise(file)) };
};

type Advice = Pick<Installation, "advice" | "line">;

interface Target {
  readonly file: string;
  readonly advise: (file: string) => Promise<Advice>;
}

const TARGETS: Readonly<Record<Shell, (place: Dirs) => Target>> = {
  bash: (place) => ({
    file: path.join(xdgDataHome(place), "bash-completion", "completions", "novu-msg"),
    advise: async (file) => ({
      advice:
        "new shells have it where the package bash-completion is set up; elsewhere ~/.bashrc needs the line",
      line: { file: "~/.bashrc", text: shellText`. ${file}` },
    }),
  }),
  zsh: (place) => ({
    file: path.join(xdgDataHome(place), "zsh", "site-functions", "_novu-msg"),
    advise: async (file) => zshAdvice(path.dirname(file), place),
  }),
  fish: (place) => ({
    file: path.join(xdgConfigHome(place), "fish", "completions", "novu-msg.fish"),
    advise: async () => ({ advice: "new shells have it", line: undefined }),
  }),
  powershell: (place) => ({
    file: path.join(
      place.platform === "win32" ? localAppData(place) : xdgDataHome(place),
      "novu-msg",
      "novu-msg.ps1",
    ),
    advise: async (file) => ({
      advice: "it needs the line in your $PROFILE; novu-msg does not edit that",
      line: { file: "$PROFILE", text: powerShellText`. ${file}` },
    }),
  }),
};

const zshAdvice = async (folder: string, { env, home }: Dirs): Promise<Advice> => {
  const zshrc = path.join(variable(env, "ZDOTDIR") ?? home ?? "/", ".zshrc");
  const text = await readFile(zshrc, "utf8").catch(() => "");
  const isKnown = variable(env, "FPATH")?.split(":").includes(folder) || text.includes(folder);
  return isKnown
    ? { advice: "new shells have it", line: undefined }
    : {
        advice: "it needs the line above the one with compinit (autoload -Uz compinit && compinit)",
        line: { file: zshrc, text: shellText`fpath=(${folder} $fpath)` },
      };
};

/** @throws Failure E_INSTALL; a file that is not ours is left as it is */
const put = async (file: string, text: string): Promise<Installation["change"]> => {
  try {
    await makeDirectory(path.dirname(file), DIRECTORY_MODE);
    const before = await readFile(file, "utf8").catch(orAbsent);
    if (before === text) return "none";
    if (before !== undefined && !before.includes("__complete")) throw notOurs(file);
    await writeFile(file, text);
    return before === undefined ? "written" : "replaced";
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure("E_INSTALL", `${file} cannot be written: ${code ?? message}`, {
      hint: ["Nothing was changed. Without --install the text is printed, to be put anywhere."],
      cause: error,
    });
  }
};

const orAbsent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== "ENOENT") throw error;
};

const homeless = (file: string): Failure =>
  new Failure("E_INSTALL", `${file} cannot be written: there is no home folder`, {
    hint: [noHome("XDG_DATA_HOME"), "Without --install the text is printed, to be put anywhere."],
  });

const notOurs = (file: string): Failure =>
  new Failure("E_INSTALL", `there is another file at ${file}, and it is not novu-msg's`, {
    hint: ["It was left as it is. Without --install the text is printed, to be put anywhere."],
  });
