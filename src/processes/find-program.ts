import { access, constants, stat } from "node:fs/promises";
import path from "node:path";

interface Place {
  /** The program's own variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/** Where the system looks when no variable says it. */
const USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

/** Why the system will not start a program of this name, in its own word; undefined where it will. */
export const whyNoProgram = async (name: string, place: Place): Promise<"ENOENT" | "EACCES" | undefined> => {
  const ends = await Promise.all(candidates(name, place).map(whyNot));
  if (ends.includes(undefined)) return undefined;
  return ends.includes("EACCES") ? "EACCES" : "ENOENT";
};

const whyNot = async (file: string): Promise<"ENOENT" | "EACCES" | undefined> => {
  try {
    if (!(await stat(file)).isFile()) return "EACCES";
  } catch {
    return "ENOENT";
  }
  return access(file, constants.X_OK).then(
    () => undefined,
    () => "EACCES" as const,
  );
};

/** A name with a folder in it is a file; others are looked for in the folders of PATH. */
const candidates = (name: string, { env, platform }: Place): readonly string[] => {
  if (platform === "win32") return windowsCandidates(name, env);
  if (name.includes("/")) return [name];
  return (env.PATH ?? USUAL_PATH).split(":").map((folder) => path.posix.join(folder || ".", name));
};

const windowsCandidates = (name: string, env: Place["env"]): readonly string[] => {
  const [, folders = ""] = Object.entries(env).find(([key]) => key.toUpperCase() === "PATH") ?? [];
  const files = /[\\/:]/.test(name)
    ? [name]
    : [".", ...folders.split(";").filter(Boolean)].map((folder) => path.win32.join(folder, name));
  return files.flatMap((file) => [file, `${file}.com`, `${file}.exe`]);
};
