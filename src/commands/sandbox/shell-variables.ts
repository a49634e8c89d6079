import type { Shell } from "../../completion/shell-script.js";
import { type CommandLine, powerShellAssignment, shellText } from "../../processes/quote.js";
import { usesPowerShell } from "../../processes/quote-for-windows.js";

const ASSIGNMENTS: Readonly<Record<Shell, (name: string, value: string) => CommandLine>> = {
  bash: (name, value) => shellText`export ${name}=${value}`,
  zsh: (name, value) => shellText`export ${name}=${value}`,
  fish: (name, value) => shellText`set -gx ${name} ${value}`,
  powershell: powerShellAssignment,
};

/** Lines that set variables, to be evaluated by a shell. */
export const variableLines = (variables: Readonly<Record<string, string>>, shell: Shell): CommandLine[] =>
  Object.entries(variables).map(([name, value]) => ASSIGNMENTS[shell](name, value));

/** The shell for lines when the user names none. fish understands the lines for bash. */
export const defaultShell = (context: Parameters<typeof usesPowerShell>[0]): Shell =>
  usesPowerShell(context) ? "powershell" : "bash";
