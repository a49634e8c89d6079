import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useConfigHome } from "../support/config-home.js";
import { KEY, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** A key stored for https at the port where plain http answers. */
const useBoundKey = async () => {
  const sandbox = await useSandbox();
  const home = useConfigHome(
    {
      schema: 1,
      active: "p",
      profiles: {
        p: {
          apiUrl: sandbox.url.replace("http:", "https:"),
          key: { in: "file", value: KEY },
          createdAt: "2026-01-01T00:00:00.000Z",
        },
      },
    },
    { NOVU_MSG_ALLOW_HTTP: "1" },
  );
  const file = path.join(useTempDir(), "address.env");
  writeFileSync(file, `NOVU_MSG_API_URL=${sandbox.url}\nNOVU_MSG_ALLOW_HTTP=1\n`);
  const keysSent = () => sandbox.requests.flatMap(({ headers }) => headers.authorization ?? []);
  return { sandbox, home, file, keysSent };
};

test("a key stored for https does not go out over http because variables say so", async () => {
  const { sandbox, home, file, keysSent } = await useBoundKey();
  for (const words of [
    ["whoami"],
    ["action", "get", "alice", ID],
    ["api", "GET", "/v1/environments/me"],
    ["profile", "verify"],
  ]) {
    for (const how of [
      ["--api-url", sandbox.url],
      ["--dotenv", file],
      ["--dotenv", file, "--allow-host", `127.0.0.1:${sandbox.port}`],
    ]) {
      const end = await home.run([...words, ...how, "--json"]);
      expect([end.code, JSON.parse(end.stderr).error.code]).toEqual([3, "E_HOST"]);
    }
  }
  expect(sandbox.requests).toEqual([]);
  const doctor = await home.run(["doctor", "--dotenv", file, "--json"]);
  expect([doctor.code, doctor.stdout.includes('"E_HOST"')]).toEqual([3, true]);
  expect(keysSent()).toEqual([]);
});

test("it goes there where the line says so", async () => {
  const { home, file, keysSent } = await useBoundKey();
  expect(await home.run(["whoami", "--dotenv", file, "--allow-http", "--json"])).toMatchObject({ code: 0 });
  expect(keysSent()).toHaveLength(1);
});
