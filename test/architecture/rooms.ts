/** The rooms of src, and which other rooms each may know. A name ending in `:types` means types only. */
export const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  main: ["cli", "context:types", "output:types", "secret", "settings"],
  cli: [
    "commands/spec",
    "completion",
    "context",
    "domain",
    "failure",
    "github:types",
    "interactive:types",
    "output",
    "recent",
    "secret",
    "settings",
    "shell",
    "suggest",
    "views",
  ],
  "commands/spec": [
    "cli",
    "commands/data",
    "completion",
    "context:types",
    "domain",
    "failure",
    "novu:types",
    "rows",
  ],
  // What a spec and its body share: the type of the input, lists of words.
  "commands/data": ["domain", "failure"],
  "commands/body": [
    "background:types",
    "bulk",
    "commands/data",
    "commands/spec:types",
    "completion",
    "context:types",
    "domain",
    "failure",
    "files",
    "http:types",
    "novu",
    "output:types",
    "rows",
    "schemas",
    "secret",
    "settings",
    "shell",
    "suggest",
    "views",
  ],
  interactive: [
    "cli",
    "completion",
    "context:types",
    "domain",
    "failure",
    "novu:types",
    "output",
    "prompts",
    "settings",
    "shell",
    "views",
  ],
  // Words typed so far to what may come next, and the shells' scripts; knows the tree, not commander.
  completion: ["context:types", "failure", "output", "recent:types", "settings", "shell"],
  recent: ["domain", "settings"],
  // Sandboxes that outlive their command, and the files they live by.
  background: ["failure", "settings"],
  // Many writes: their order, pace and journal. Knows how a write ends, not how it is sent.
  bulk: ["domain", "failure", "files", "http", "novu:types", "settings"],
  context: [
    "background:types",
    "domain",
    "exec:types",
    "failure",
    "http:types",
    "novu:types",
    "output",
    "prompts:types",
    "recent",
    "sandbox:types",
    "secret",
    "settings",
    "shell:types",
  ],
  // The step of a GitHub workflow: its files, and what its log obeys.
  github: ["failure", "output", "settings"],
  views: ["bulk:types", "context:types", "domain", "failure", "output", "shell"],
  novu: ["domain", "failure", "http", "secret:types"],
  http: ["failure", "secret"],
  settings: ["domain", "failure", "keychain:types", "secret", "suggest"],
  // Files that several processes share: who holds a lock, and whether that process still runs.
  files: [],
  // Programs of the user's own.
  exec: ["failure"],
  // A program of its own, so that it can be killed.
  keychain: [],
  prompts: ["failure", "output"],
  // Text to checked rows, for commands that take many actions.
  rows: ["domain", "failure", "suggest"],
  output: ["domain", "failure", "shell:types", "suggest"],
  sandbox: ["suggest"],
  // The words that JSON Schemas of outputs are put together from; each command's own lies beside it.
  schemas: ["domain:types", "failure"],
  domain: [],
  failure: [],
  secret: [],
  shell: [],
  suggest: [],
};

/** Heavy or risky packages, and the one place that may import each. */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  "@commander-js/extra-typings": ["src/cli/", "src/commands/"],
  undici: ["src/http/undici-http.ts", "src/http/exchange.ts"],
  conf: ["src/settings/write-profiles.ts"],
  "proper-lockfile": ["src/settings/profile-lock.ts"],
  "@napi-rs/keyring": ["src/keychain/keychain-program.ts"],
  "string-argv": ["src/settings/run-key-command.ts", "src/exec/program-words.ts"],
  "@inquirer/prompts": ["src/prompts/"],
  "@inquirer/core": ["src/prompts/pick.ts"],
  "@inquirer/external-editor": ["src/prompts/ask-editor.ts"],
  chalk: ["src/output/chalk-style.ts"],
  "cli-table3": ["src/output/grid.ts"],
  "string-width": ["src/output/"],
  "csv-stringify/sync": ["src/output/csv.ts"],
  "@jmespath-community/jmespath": ["src/output/query.ts"],
  "fastest-levenshtein": ["src/suggest/closest.ts"],
  htmlparser2: ["src/views/html-text.ts"],
  hono: ["src/sandbox/"],
  valibot: ["src/sandbox/seed-schema.ts", "src/sandbox/read-seed.ts"],
  "@hono/node-server": ["src/sandbox/"],
};

/** Rooms that are the language and nothing else. */
export const PURE_ROOMS = ["domain", "failure", "shell", "suggest"] as const;

/** Who may write `import()`: specs for their bodies, the places that wire adapters, and who asks a person. */
export const LAZY_IMPORTERS = [
  // What runs commands is loaded only where one is to be run.
  "src/main.ts",
  "src/cli/start-cli.ts",
  "src/context/create-context.ts",
  "src/context/create-client.ts",
  "src/context/create-diagnostics.ts",
  "src/context/create-asker.ts",
  "src/context/environment.ts",
  "src/cli/create-output.ts",
  "src/cli/load-commands.ts",
  "src/cli/run-cli.ts",
  // The native part, which may not be installed.
  "src/keychain/keychain-program.ts",
] as const;
