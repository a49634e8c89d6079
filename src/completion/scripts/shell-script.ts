import type { Shell } from "../shells.js";
import { BASH_SCRIPT } from "./bash-script.js";
import { FISH_SCRIPT } from "./fish-script.js";
import { POWERSHELL_SCRIPT } from "./powershell-script.js";
import { ZSH_SCRIPT } from "./zsh-script.js";

/** A shell's completion, and the name that its file has in `completions/`. */
export interface ShellScript {
  readonly fileName: string;
  readonly text: string;
}

export const SHELL_SCRIPTS: Readonly<Record<Shell, ShellScript>> = {
  bash: { fileName: "novu-msg.bash", text: BASH_SCRIPT },
  zsh: { fileName: "_novu-msg", text: ZSH_SCRIPT },
  fish: { fileName: "novu-msg.fish", text: FISH_SCRIPT },
  powershell: { fileName: "novu-msg.ps1", text: POWERSHELL_SCRIPT },
};
