import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { errnoPhrase } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import { type Dirs, localAppData, mayStore, xdgConfigHome, xdgDataHome } from "../files/base-dirs.js";
import { makeDirectory } from "../files/make-directory.js";
import { noHomeHint } from "../files/no-home.js";
import { undefinedIfMissing } from "../files/undefined-if-missing.js";
import { variable } from "../model/env.js";
import { type CommandLine, powerShellText, shellText } from "../processes/quote.js";
import { SHELL_SCRIPTS, type Shell } from "./shell-script.js";

const DIRECTORY_MODE = 0o755;

/** What was installed, and what is left for the user to do. The user's own start-up files are never edited. */
interface Installation {
  readonly shell: Shell;
  readonly file: string;
  readonly change: "written" | "replaced" | "none";
  /** What the user still has to do, or when completion becomes available. */
  readonly advice: string;
  /** A line for the user to add to a start-up file. */
  readonly line: { readonly text: CommandLine; readonly file: string } | undefined;
}

/** Writes a completion script to the folder that the shell searches. Running it again changes nothing. @throws Failure E_INSTALL */
export const installScript = async (shell: Shell, dirs: Dirs): Promise<Installation> => {
  const { file, advise } = TARGETS[shell](dirs);
  if (!mayStore(dirs, ["XDG_DATA_HOME", "XDG_CONFIG_HOME"])) throw noHomeFolder(file);
  const change = await writeScript(file, SHELL_SCRIPTS[shell].text);
  return { shell, file, change, ...(await advise(file)) };
};

type Advice = Pick<Installation, "advice" | "line">;

interface Target {
  readonly file: string;
  readonly advise: (file: string) => Promise<Advice>;
}

const TARGETS: Readonly<Record<Shell, (dirs: Dirs) => Target>> = {
  bash: (dirs) => ({
    file: path.join(xdgDataHome(dirs), "bash-completion", "completions", "novu-msg"),
    advise: async (file) => ({
      advice:
        "new shells use it if the bash-completion package is set up; otherwise add this line to ~/.bashrc",
      line: { file: "~/.bashrc", text: shellText`. ${file}` },
    }),
  }),
  zsh: (dirs) => ({
    file: path.join(xdgDataHome(dirs), "zsh", "site-functions", "_novu-msg"),
    advise: async (file) => zshAdvice(path.dirname(file), dirs),
  }),
  fish: (dirs) => ({
    file: path.join(xdgConfigHome(dirs), "fish", "completions", "novu-msg.fish"),
    advise: async () => ({ advice: "new shells use it", line: undefined }),
  }),
  powershell: (dirs) => ({
    file: path.join(
      dirs.platform === "win32" ? localAppData(dirs) : xdgDataHome(dirs),
      "novu-msg",
      "novu-msg.ps1",
    ),
    advise: async (file) => ({
      advice: "add this line to your $PROFILE (novu-msg doesn't edit it)",
      line: { file: "$PROFILE", text: powerShellText`. ${file}` },
    }),
  }),
};

const zshAdvice = async (folder: string, { env, home }: Dirs): Promise<Advice> => {
  const zshrc = path.join(variable(env, "ZDOTDIR") ?? home ?? "/", ".zshrc");
  const text = await readFile(zshrc, "utf8").catch(() => "");
  const isKnown = variable(env, "FPATH")?.split(":").includes(folder) || text.includes(folder);
  return isKnown
    ? { advice: "new shells use it", line: undefined }
    : {
        advice: "add this line before the one with compinit (autoload -Uz compinit && compinit)",
        line: { file: zshrc, text: shellText`fpath=(${folder} $fpath)` },
      };
};

/** Does not overwrite a file that is not a completion script of novu-msg. @throws Failure E_INSTALL */
const writeScript = async (file: string, text: string): Promise<Installation["change"]> => {
  try {
    await makeDirectory(path.dirname(file), DIRECTORY_MODE);
    const before = await readFile(file, "utf8").catch(undefinedIfMissing);
    if (before === text) return "none";
    if (before !== undefined && !before.includes("__complete")) throw foreignFile(file);
    await writeFile(file, text);
    return before === undefined ? "written" : "replaced";
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(
      "E_INSTALL",
      `${file} can't be written: ${code === undefined ? message : errnoPhrase(code, "write")}`,
      {
        hint: ["Nothing was changed. Without --install the script is printed, so you can save it anywhere."],
        cause: error,
      },
    );
  }
};

const noHomeFolder = (file: string): Failure =>
  new Failure("E_INSTALL", `${file} can't be written: there is no home folder`, {
    hint: [
      noHomeHint("XDG_DATA_HOME"),
      "Without --install the script is printed, so you can save it anywhere.",
    ],
  });

const foreignFile = (file: string): Failure =>
  new Failure("E_INSTALL", `${file} already exists and isn't from novu-msg`, {
    hint: ["It wasn't changed. Without --install the script is printed, so you can save it anywhere."],
  });
