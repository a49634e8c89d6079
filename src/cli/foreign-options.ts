import type { FailureInfo } from "../failures/failure.js";

/** What an option of another tool is called here. */
interface ForeignOption {
  readonly correction?: FailureInfo["correction"];
  readonly hint?: string;
}

/** Options of curl, gh and jq, and ours for the same. */
const OPTIONS: Readonly<Record<string, string>> = {
  "--jq": "--query",
  "--format": "--output",
  "--field": "--set",
  "--raw-field": "--set",
  "--request": "--method",
  "--subscriber-id": "--subscriber",
  "--message-id": "--message",
  "--transaction-id": "--transaction",
  "--base-url": "--api-url",
};

const BODY_OPTIONS = ["-d", "--data", "--data-raw", "--data-binary", "--body"];

/**
 * What is meant by an option that this program does not have; undefined if it is none of another tool.
 * @param flags the options of the command
 * @param next the word after it, which may be its value
 */
export const foreignOption = (
  name: string,
  flags: readonly string[],
  next: string | undefined,
): ForeignOption | undefined => {
  if (BODY_OPTIONS.includes(name)) {
    return flags.includes("--input")
      ? { hint: "Use --input FILE (or --input - for stdin) for the body, -f and -F for single fields." }
      : {};
  }
  const right = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (right === undefined) return undefined;
  if (!flags.includes(right)) return {};
  if (name !== "--jq") return { correction: { wrong: name, right } };
  const query = jmespathOf(next ?? "");
  const hint = "--query is JMESPath, which has no leading dot: data[0].id";
  return query === undefined
    ? { hint }
    : {
        hint,
        correction: [
          { wrong: name, right },
          ...(query === next ? [] : [{ wrong: next ?? "", right: query }]),
        ],
      };
};

/** A path of jq as JMESPath; undefined for anything else than a path. */
const jmespathOf = (filter: string): string | undefined => {
  const [, path] = /^\.((?:[A-Za-z_]\w*|\[\d*\])(?:\.[A-Za-z_]\w*|\[\d*\])*)$/.exec(filter) ?? [];
  return path ?? (filter.startsWith(".") || /[|()]/.test(filter) || filter === "" ? undefined : filter);
};
