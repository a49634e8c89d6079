import type { Invoke } from "../context/command-module.js";
import type { BuildCommand, CommandSpec } from "../options/command-spec.js";

/** The top-level commands, in the order of help. */
const COMMANDS: Readonly<Record<string, () => Promise<BuildCommand>>> = {
  action: async () => (await import("../commands/action/action.js")).actionGroup,
  message: async () => (await import("../commands/message/message.js")).messageGroup,
  subscriber: async () => (await import("../commands/subscriber/subscriber.js")).subscriberGroup,
  profile: async () => (await import("../commands/profile/profile.js")).profileGroup,
  whoami: async () => (await import("../commands/whoami/whoami.js")).whoamiCommand,
  doctor: async () => (await import("../commands/doctor/doctor.js")).doctorCommand,
  api: async () => (await import("../commands/api/api.js")).apiCommand,
  sandbox: async () => (await import("../commands/sandbox/sandbox.js")).sandboxGroup,
  completion: async () => (await import("../commands/completion/completion.js")).completionCommand,
  commands: async () => (await import("../commands/commands/commands.js")).commandsCommand,
  help: async () => (await import("../commands/help/help.js")).helpCommand,
};

/**
 * Loads the specs, but not the bodies, of the commands that a line names: commander cannot select any other. Loads all
 * specs if the line names none. @param words the line
 */
export const loadCommands = async (
  words: readonly string[] = [],
): Promise<((invoke: Invoke) => CommandSpec)[]> => {
  const named = Object.entries(COMMANDS).filter(([name]) => words.includes(name));
  const builds = await Promise.all(
    (named.length > 0 ? named : Object.entries(COMMANDS)).map(([, load]) => load()),
  );
  return builds.map((build) => (invoke) => build(invoke, words));
};
