import { EXIT_CODES, exitCodeOf } from "../../src/failures/exit-codes.js";
import { FAILURE_CODES } from "../../src/failures/failure-codes.js";
import { markdownTable } from "./markdown-table.js";

/** The table of README and docs/exit-codes.md. */
export const exitCodeTable = (): string =>
  markdownTable(
    ["code", "name", "when"],
    EXIT_CODES.map(({ code, name, when }) => [String(code), name, when]),
  );

/** docs/exit-codes.md. */
export const exitCodesPage = (): string => `# Exit codes and error codes

Made from the tables in \`src/failures/\` by \`npm run gen\`; a test fails when it is out of date.

2 to 4 are about you or your set-up, 5 to 12 about what Novu said, 20 to 22 about a person's answer.

${exitCodeTable()}

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
