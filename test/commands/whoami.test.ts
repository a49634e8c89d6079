import { expect, test } from "vitest";
import { inputOf } from "../support/parse-only.js";
import { useProfileHome } from "../support/profile-home.js";
import { runWithNotes as run } from "../support/run-cli.js";
import { KEY, useSandbox } from "../support/sandbox.js";

test("whoami takes nothing", async () => {
  expect(await inputOf(["whoami"])).toEqual({});
});

test("whoami tells the environment, every source, and what was shadowed", async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome();
  await home.run(["profile", "add", "local", "--key-stdin", "--api-url", sandbox.url], KEY);
  const env = { ...home.env, NOVU_API_KEY: KEY, NOVU_SECRET_KEY: KEY, NOVU_API_URL: sandbox.url };
  const { code, stdout, stderr } = await run(["whoami", "--json"], { env });
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    profile: null,
    environment: {
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: "Development",
      type: "dev",
      organizationId: expect.stringMatching(/^[0-9a-f]{24}$/),
    },
    apiUrl: { value: sandbox.url, source: "NOVU_API_URL", shadowed: [] },
    key: { source: "NOVU_SECRET_KEY", place: null, shadowed: ["NOVU_API_KEY", "profile local"] },
    allow: { value: "write", source: "default" },
  });
});

test("a profile named on purpose beats a key in the environment, and that is said in one line", async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome();
  await home.run(["profile", "add", "local", "--key-stdin", "--api-url", sandbox.url], KEY);
  const env = { ...home.env, NOVU_SECRET_KEY: "another", NOVU_API_URL: "https://api.novu.co" };
  const { code, stdout, stderr } = await run(["whoami", "--profile", "local"], { env });
  expect(code).toBe(0);
  expect(stdout).toContain(`api url\t${sandbox.url}\n`);
  expect(stderr).toBe(
    "· the key and the URL come from profile local; NOVU_SECRET_KEY and NOVU_API_URL are ignored for this run\n",
  );
});

test("an old server without environments/me is still identified", async () => {
  const sandbox = await useSandbox({ server: "2.0" });
  const { stdout } = await run(["whoami", "--query", "environment.name"], { env: sandbox.env });
  expect(stdout).toBe("Development\n");
});
