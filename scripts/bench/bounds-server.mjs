import http from "node:http";

/** Responds to every GET below `/<case>/` with the body of that case. Prints its URL; exits when stdin closes. */
const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const MB = 1_000_000;

const fill = (unit, bytes) => unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)));
const characters = (unit, count) => unit.repeat(Math.floor(count / unit.length));
const page = (items) => `{"page":0,"totalCount":1,"hasMore":false,"pageSize":100,"data":${items}}`;
const message = (content, more = {}) => ({
  _id: ID,
  content,
  createdAt: "2026-01-01T00:00:00.000Z",
  cta: {
    action: { status: "done", buttons: [{ type: "primary", content: "OK" }], result: { type: "primary" } },
  },
  ...more,
});
const withText = (text) => page(JSON.stringify([message(text)]));

const full = () =>
  page(
    JSON.stringify(
      Array.from({ length: 100 }, (_, at) =>
        message("c".repeat(100_000), {
          _id: at.toString(16).padStart(24, "65f0c1a9"),
          payload: { p: "p".repeat(100_000) },
          data: { d: "d".repeat(100_000) },
        }),
      ),
    ),
  );

const BODIES = {
  ascii: () => withText(fill("a", MB)),
  cjk: () => withText(characters("漢", MB)),
  emoji: () => withText(characters("👩‍👩‍👧‍👦", MB)),
  marks: () => withText(characters("\u0301", MB)),
  joiners: () => withText(characters("\u200d", MB)),
  full,
  "small-60": () => page(`[${fill("1,", 60 * MB)}1]`),
  "deep-60": () => page(fill("[", 30 * MB) + fill("]", 30 * MB)),
  "small-30": () => page(`[${fill("1,", 30 * MB)}1]`),
  "deep-100000": () =>
    withText("").replace(
      '"type":"primary"}}',
      `"type":"primary","payload":{"p":${"[".repeat(100_000)}${"]".repeat(100_000)}}}}`,
    ),
};

const bodies = new Map();
const bodyOf = (name) => {
  if (!bodies.has(name)) bodies.set(name, Buffer.from(BODIES[name]()));
  return bodies.get(name);
};

const server = http.createServer((request, response) => {
  const [, name = ""] = (request.url ?? "").split("/");
  response.setHeader("content-type", "application/json").end(bodyOf(name));
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
process.stdin.resume().on("end", () => process.exit());
