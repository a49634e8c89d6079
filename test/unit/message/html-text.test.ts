import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlText } from "../../../src/commands/message/html-text.js";
import { workUnits } from "../../support/work-units.js";

test.each([
  ["", ""],
  ["Deploy 4.2?", "Deploy 4.2?"],
  ["  a \t b  ", "a b"],
  ["a\nb\r\nc\rd", "a\nb\nc\nd"],
  ["a\n\n\n\nb", "a\n\nb"],
  ["<p>Deploy <b>4.2</b>?</p><p>It takes an hour.</p>", "Deploy 4.2?\n\nIt takes an hour."],
  ["a<br>b<br/>c<br><br><br>d", "a\nb\nc\n\nd"],
  ["<div>a</div><div>b</div>", "a\nb"],
  ["<h1>T</h1>text", "T\n\ntext"],
  ["<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>after", "- a\n- b\n\nafter"],
  ["<ol><li>a<li>b<ul><li>c</ul><li>d</ol>", "1. a\n2. b\n  - c\n3. d"],
  ["<li>alone", "- alone"],
  ["<ul><li></li><li>b</li></ul>", "- b"],
  ['<a href="https://x.example/?a=1&amp;b=2">Look</a> here', "Look (https://x.example/?a=1&b=2) here"],
  ['<a href="https://x.example">https://x.example</a>', "https://x.example"],
  ['<a href="mailto:a@x.example">a@x.example</a>', "a@x.example"],
  ['<a href="https://x.example"><img src="i"></a>', "https://x.example"],
  ['<a href="https://x.example">not closed', "not closed (https://x.example)"],
  ['<a href="javascript:alert(1)">press</a> <a href="#top">up</a> <a>bare</a>', "press up bare"],
  ["<A HREF=https://x.example>Look</A>", "Look (https://x.example)"],
  ['<img alt="a chart" src="c.png">', "a chart"],
  ["a<script>alert('<p>')</script>b<style>p{}</style>c<title>t</title>d<template>e</template>f", "abcdf"],
  ["a<!-- <p>no</p> -->b<!doctype html>c<?x y?>d", "abcd"],
  ["<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "a b\nc d"],
  ["3 < 4 and 5 > 4 &amp; &lt;b&gt; &eacute; &#233; &#xe9; &nbsp;x", "3 < 4 and 5 > 4 & <b> é é é x"],
  ["&amp;lt; &unknown; &", "&lt; &unknown; &"],
  ["&#0;&#xd800;&#x110000;", "\ufffd\ufffd\ufffd"],
])("%j reads %j", (html, text) => {
  expect(htmlText(html)).toBe(text);
});

const html = fc.array(
  fc.constantFrom(
    ...["<", ">", "</", "<p>", "</p>", "<br>", "<ul>", "</ul>", "<ol>", "<li>", "<a href=x>", "</a>", "<b"],
    ...[
      "<script>",
      "</script>",
      "&lt;",
      "&amp;",
      "&#10;",
      "&#x1f600;",
      "&",
      "\n",
      " ",
      "a",
      "é",
      "\u00a0",
      "<!--",
      "-->",
    ],
  ),
);

test("any text gives lines without space at their ends and never two empty ones in a row", () => {
  fc.assert(
    fc.property(html, (parts) => {
      const lines = htmlText(parts.join("")).split("\n");
      for (const line of lines) expect(line).toBe(line.trimEnd());
      expect(lines.join("\n")).not.toMatch(/\n\n\n|^\n|\n$/);
    }),
    { numRuns: 1_000 },
  );
});

test("text without marks keeps all its words", () => {
  const word = fc.stringMatching(/^[a-z0-9.,!?]{1,8}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1 }),
      fc.constantFrom(" ", "\n", "<br>", "<b> </b>", " <i>"),
      (words, gap) => {
        expect(htmlText(words.join(gap)).split(/\s+/)).toEqual(words);
      },
    ),
  );
});

test.each([
  ...[
    "<",
    "<a",
    "<a>",
    "</",
    "</a>",
    "&",
    "&lt",
    "&lt;",
    "<li>",
    "<ul>",
    "<ul><li>x",
    "<a href=x>y",
    "\n",
    " ",
  ],
  ...["<p>", "<br>", "<!--", "<![CDATA[", "<a x", "<a x=", "<script>", "<b></i>", "-"],
])("a megabyte of %j is no trouble", async (part) => {
  const text = part.repeat(Math.ceil(1_000_000 / part.length));
  expect(await workUnits(() => htmlText(text))).toBeLessThan(500);
});
