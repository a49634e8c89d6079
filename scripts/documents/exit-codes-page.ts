import { EXIT_CODES, exitCodeOf } from "../../src/failures/exit-codes.js";
import { FAILURE_CODES } from "../../src/failures/failure-codes.js";
import { markdownTable } from "./markdown-table.js";

/** docs/exit-codes.md. */
export const exitCodesPage = (): string => `# Exit codes and error codes

Generated from \`src/failures/\` by \`npm run gen\`.

2 to 4 mean you or your setup, 5 to 12 what Novu answered, 20 to 22 what a person answered.

${markdownTable(
  ["code", "name", "when"],
  EXIT_CODES.map(({ code, name, when }) => [String(code), name, when]),
)}

## Error codes

Every error has one, in text (\`[E_ENUM · exit 2]\`) and in JSON (\`error.code\`).

${markdownTable(
  ["code", "exit", "when"],
  Object.entries(FAILURE_CODES).map(([code, { exit, when }]) => [
    `\`${code}\``,
    `${exitCodeOf(exit)} ${exit}`,
    when,
  ]),
)}
`;
