import { expect, test } from "vitest";
import { parseDotenv } from "../../../src/context/dotenv.js";

test.each<[string, string, Record<string, string>]>([
  ["lines", "A=1\nB=2", { A: "1", B: "2" }],
  ["Windows' line ends", "A=1\r\nB=2\r\n", { A: "1", B: "2" }],
  ["a lone CR", "A=1\rB=2", { A: "1", B: "2" }],
  ["a byte order mark", "\ufeffA=1", { A: "1" }],
  ["export", "export A=1\n  export\tB=2", { A: "1", B: "2" }],
  ["blanks", "  A = 1 \nB= 2", { A: "1", B: "2" }],
  ["a comment after a value", "A=x # c\nB=1#2", { A: "x", B: "1" }],
  ["comment lines", "# A=1\n  # B=2\nC=3", { C: "3" }],
  ["an empty value", "A=\nB=2\nC=  \nD=4\nE=#x", { A: "", B: "2", C: "", D: "4", E: "" }],
  ["an = in a value", "A=x=y==", { A: "x=y==" }],
  ["quotes", "A='x # y'\nB=\"x # y\" # c\nC=`it's`", { A: "x # y", B: "x # y", C: "it's" }],
  ["a value over several lines", "A='x\ny'\nB=\"p\nq\"\nC=3", { A: "x\ny", B: "p\nq", C: "3" }],
  ["line ends written as \\n", "A=\"x\\ny\"\nB='x\\ny'", { A: "x\ny", B: "x\\ny" }],
  ["an escaped quote", 'A="x\\"y"', { A: 'x\\"y' }],
  ["a quote that is not closed", "A='x\nB=2", { A: "'x", B: "2" }],
  ["what is no assignment", "A\n=1\nB:2\nnonsense\nC=3", { C: "3" }],
  ["the last of two", "A=1\nA=2", { A: "2" }],
  ["names that objects have", "__proto__=1\nconstructor=2", { ["__proto__"]: "1", constructor: "2" }],
  ["nothing expanded", "A=1\nB=$A\nC=$(id)", { A: "1", B: "$A", C: "$(id)" }],
  ["nothing", "", {}],
])("a file of variables with %s", (_what, text, variables) => {
  expect([...parseDotenv(text)]).toEqual(Object.entries(variables));
});
