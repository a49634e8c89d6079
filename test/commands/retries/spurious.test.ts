import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

keeps("the spurious 400 is told from the real one");

const EIGHT = Array.from({ length: 8 });

/**
 * A server in front of a sandbox that applies every write and answers most of them with the spurious 400. Running
 * servers did that to 3 to 10 of 80 (docs/novu-api.md, "Identical writes at the same instant").
 */
const useSpurious = async (server: "2.0" | "3.15", isSpurious: (write: number) => boolean) => {
  const sandbox = await useSandbox({ server });
  const message = seedOne(sandbox);
  let writes = 0;
  const env = await useNovuServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(sandbox.url + request.url, {
      method: request.method ?? "GET",
      headers: { authorization: `${request.headers.authorization}`, "content-type": "application/json" },
      ...(request.method === "GET" ? {} : { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    if (request.method === "POST") writes += 1;
    if (request.method === "POST" && isSpurious(writes)) {
      const said = `Message with the id: ${message} was not found for this environment. Make sure to address correct message before trying to modify it.`;
      response.writeHead(400).end(JSON.stringify({ statusCode: 400, message: said }));
    } else {
      response.writeHead(answer.status).end(text);
    }
  });
  return { env, message, sandbox, writes: () => writes };
};

test.each(["2.0", "3.15"] as const)(
  "eight identical writes at the same instant all succeed on %s",
  async (server) => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const argv = [
      "action",
      "complete",
      "sub-1",
      id,
      "primary",
      "--payload",
      '{"by":"ci"}',
      "--overwrite",
      "--json",
    ];
    const ends = await Promise.all(EIGHT.map(() => run(argv, { env: sandbox.env })));
    expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(EIGHT.map(() => [0, ""]));
  },
);

test.each(["2.0", "3.15"] as const)("so they do on a %s that says 400 to all but one", async (server) => {
  const { env, message, writes } = await useSpurious(server, (write) => write > 1);
  const argv = [
    "action",
    "complete",
    "sub-1",
    message,
    "primary",
    "--payload",
    '{"by":"ci"}',
    "--overwrite",
    "--json",
  ];
  const ends = await Promise.all(EIGHT.map(() => run(argv, { env })));
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual(EIGHT.map(() => [0, ""]));
  expect(writes()).toBe(8);
  for (const { stdout } of ends) {
    expect(JSON.parse(stdout)).toMatchObject({
      _id: message,
      cta: { action: { status: "done", result: { type: "primary", payload: { by: "ci" } } } },
    });
  }
});

test("a person sees nothing of it, but with -v the reason is said", async () => {
  const { env, message } = await useSpurious("3.15", () => true);
  const argv = ["action", "complete", "sub-1", message, "primary", "--overwrite"];
  const plain = await run(argv, { env });
  expect([plain.code, plain.stderr.split("\n").length]).toEqual([0, 2]);
  expect(plain.stderr).toMatch(/^✔ Approve is now done/);
  const verbose = await run([...argv, "-v"], { env });
  expect(verbose.stderr).toContain("· Novu said 400, but the message is as asked\n");
});

test.each(["2.0", "3.15"] as const)(
  "another subscriber's message is still another's on %s",
  async (server) => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox, { subscriberId: "sub-2" });
    const { code, stderr } = await run(
      ["action", "complete", "sub-1", id, "primary", "--overwrite", "--json"],
      {
        env: sandbox.env,
      },
    );
    const { error } = JSON.parse(stderr);
    expect([code, error.code, error.sent]).toEqual([5, "E_WRONG_SUBSCRIBER", "yes"]);
    expect(error.hint).toContain("It isn't in that subscriber's list either. Nothing was changed.");
    expect(sandbox.requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);
  },
);

test("two people who press different buttons at the same instant: each write is done or told the truth", async () => {
  const { env, message } = await useSpurious("3.15", (write) => write % 2 === 0);
  const ends = await Promise.all(
    EIGHT.map((_, at) =>
      run(
        ["action", "complete", "sub-1", message, at % 2 ? "primary" : "secondary", "--overwrite", "--json"],
        { env },
      ),
    ),
  );
  for (const { code, stderr } of ends) {
    expect([0, 9]).toContain(code);
    if (code === 9) expect(JSON.parse(stderr).error.code).toBe("E_RACE");
  }
});
