/**
 * The rooms of src, from the process down to plain data, and which others each may know. `:types` means types only.
 * Types flow down alone: what a room needs of one above it is handed to it.
 */
export const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  main: ["cli", "config", "context:types", "files", "model", "output:types", "secrets"],
  cli: [
    "ci:types",
    "commands/spec",
    "completion",
    "config",
    "context",
    "failures",
    "files",
    "interactive:types",
    "model",
    "options",
    "output",
    "processes",
    "secrets",
    "views",
  ],
  "commands/spec": [
    "bulk",
    "commands/data",
    "completion",
    "context:types",
    "failures",
    "model",
    "novu:types",
    "options",
  ],
  // What a spec and its body share: the type of the input, lists of words.
  "commands/data": ["failures", "model"],
  // `….schema.ts`: what a noun's commands print for programs. Others take its types: no command loads valibot.
  "commands/schema": ["completion", "failures", "model", "schemas"],
  "commands/body": [
    "bulk",
    "commands/data",
    "commands/schema:types",
    "commands/spec:types",
    "commands/view",
    "completion",
    "config",
    "context:types",
    "failures",
    "files",
    "http",
    "model",
    "novu",
    "output:types",
    "polling",
    "processes",
    "secrets",
    "views",
  ],
  // `…-view.ts`: what one command alone shows.
  "commands/view": ["bulk:types", "commands/schema:types", "model", "output", "polling:types", "views"],
  interactive: [
    "completion",
    "config",
    "context:types",
    "failures",
    "model",
    "novu:types",
    "options",
    "output",
    "processes",
    "prompts",
    "views",
  ],
  completion: ["config", "context:types", "failures", "files", "model", "output", "processes"],
  options: ["completion", "config", "context:types", "failures", "model", "output"],
  views: ["bulk:types", "context:types", "failures", "model", "output", "processes", "schemas:types"],
  // The one door: types for all of the rooms above, and the wiring of those below.
  context: [
    "completion",
    "config",
    "failures",
    "files",
    "http:types",
    "model",
    "novu:types",
    "output",
    "processes",
    "prompts:types",
    "sandbox:types",
    "schemas:types",
    "secrets",
  ],
  novu: ["failures", "http", "model", "secrets:types"],
  // Knows how a write ends, not how it is sent.
  bulk: ["failures", "files", "http", "model", "novu:types"],
  // Knows when to read and whether to read again, not what is read.
  polling: ["failures", "http", "model"],
  config: ["failures", "files", "model", "secrets"],
  prompts: ["failures", "output"],
  ci: ["failures", "model", "output"],
  http: ["failures", "model", "secrets"],
  output: ["failures", "model", "processes:types", "schemas:types"],
  processes: ["failures", "files", "model"],
  files: ["model"],
  model: [],
  failures: [],
  secrets: [],
  // Documents that several nouns share, and the parts that schemas are put together from.
  schemas: ["failures", "model"],
  // A package of its own.
  sandbox: ["model"],
};

/** Heavy or risky packages, and the files, folders or rooms that may import each. */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  "@commander-js/extra-typings": ["src/cli/", "src/commands/", "src/options/"],
  undici: ["src/http/undici-http.ts", "src/http/exchange.ts"],
  conf: ["src/config/update-profiles.ts"],
  "@napi-rs/keyring": ["src/config/keychain-program.ts"],
  "string-argv": ["src/config/run-key-command.ts", "src/processes/program.ts"],
  "@inquirer/prompts": ["src/prompts/"],
  "@inquirer/core": ["src/prompts/select.ts"],
  "@inquirer/external-editor": ["src/prompts/ask-editor.ts"],
  chalk: ["src/output/chalk-style.ts"],
  "cli-table3": ["src/output/table-lines.ts"],
  "string-width": ["src/output/"],
  "csv-stringify/sync": ["src/output/csv.ts"],
  "@jmespath-community/jmespath": ["src/output/query.ts"],
  "fastest-levenshtein": ["src/model/did-you-mean.ts"],
  htmlparser2: ["src/commands/message/html-text.ts"],
  hono: ["src/sandbox/"],
  valibot: ["src/sandbox/seed.ts", "src/schemas/", "commands/schema"],
  "@hono/node-server": ["src/sandbox/"],
};

/** Rooms that are the language and nothing else. */
export const PURE_ROOMS = ["model", "failures"] as const;

/** Who may write `import()`: specs for their bodies, the places that wire adapters, and who asks a person. */
export const LAZY_IMPORTERS = [
  // What runs commands is loaded only where one is to be run.
  "src/main.ts",
  "src/cli/start-cli.ts",
  "src/context/create-context.ts",
  "src/context/create-client.ts",
  "src/context/create-client.ts",
  "src/context/create-prompts.ts",
  "src/context/environment.ts",
  "src/cli/create-output.ts",
  "src/cli/load-commands.ts",
  "src/cli/run-cli.ts",
  // The native part, which may not be installed.
  "src/config/keychain-program.ts",
] as const;
