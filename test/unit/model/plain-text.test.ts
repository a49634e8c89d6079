import fc from "fast-check";
import { expect, test } from "vitest";
import { firstLine } from "../../../src/model/message.js";
import { workUnits } from "../../support/work-units.js";

test.each([
  ["", ""],
  ["Deploy?", "Deploy?"],
  ["  Deploy?  \nmore", "Deploy?"],
  ["\r\n\r\nDeploy?\r\nmore", "Deploy?"],
  ["<b>Deploy</b> <i>4.2</i>?", "Deploy 4.2?"],
  ["<p></p>\n<p>Deploy?</p>", "Deploy?"],
  ["Deploy 4.2?<br>It takes an hour.", "Deploy 4.2?"],
  ["Deploy 4.2?<br/>It takes an hour.", "Deploy 4.2?"],
  ["<p>Deploy 4.2?</p><p>It takes an hour.</p>", "Deploy 4.2?"],
  ["Deploy:<UL class='x'><LI>api</LI><LI>web</LI></UL>", "Deploy:"],
  ['<a href="https://x/?a=1&b=2">Look</a> here', "Look here"],
  ["<pre>code</pre>", "code"],
  ["3 < 4 and 5 > 4", "3 < 4 and 5 > 4"],
  ["a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;&nbsp;e", "a <b> & \"c\" 'd' e"],
  ["&amp;lt;", "&lt;"],
  ["&unknown; &", "&unknown; &"],
  ["1 <b", "1 <b"],
])("the first line of %j is %j", (content, line) => {
  expect(firstLine(content)).toBe(line);
});

test("the first line has no line ends and no space around it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab<>/&; \n\r\t", "<br>", "<p>", "&lt;") }),
      (content) => {
        const line = firstLine(content);
        expect(line).toBe(line.trim());
        expect(line).not.toContain("\n");
      },
    ),
    { numRuns: 500 },
  );
});

test.each(["<a", "<p", "</", "<", "&", "&lt", "<br "])(
  "a hundred thousand of %j are no trouble",
  async (part) => {
    const work = () => expect(firstLine(part.repeat(100_000)).length).toBeGreaterThan(0);
    expect(await workUnits(work)).toBeLessThan(200);
  },
);
