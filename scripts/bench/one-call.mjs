import { spawnSync } from "node:child_process";
import { peer } from "./bundled-peers.mjs";
import { runInterleaved } from "./run-interleaved.mjs";
import { BIN } from "./start-up.mjs";

const TARGET = ["ada", "65f0c1a9b2d4e6f8a0b1c2d3"];
const SET = ["action", "set", ...TARGET, "primary", "--status", "done"];
/** Skips reading the message first, since the peers send only the write. */
const ONE_REQUEST = ["--overwrite"];
const PAYLOAD = ["--set", "by=ada"];

/** Adds a profile with the address and the key, stored in the config file of the isolated environment. */
const makeProfile = (node, { env, key }) => {
  const words = ["profile", "add", "bench", "--api-url", env.NOVU_API_URL, "--key-stdin", "--no-verify"];
  const { NOVU_API_URL: _, NOVU_SECRET_KEY: __, ...envWithoutKey } = { ...process.env, ...env };
  const { status, stderr } = spawnSync(node, [BIN, ...words], {
    env: envWithoutKey,
    input: key,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`no profile was made: ${stderr}`);
};

/** Setting one button over loopback: milliseconds of the whole process, by case. */
export const oneCall = ({ node, env, key, bundled }) => {
  makeProfile(node, { env, key });
  const profileEnv = { ...env, NOVU_API_URL: "", NOVU_SECRET_KEY: "", NOVU_MSG_PROFILE: "bench" };
  const readFirst = [node, BIN, ...SET, ...PAYLOAD];
  const writeOnly = [...readFirst, ...ONE_REQUEST];
  return runInterleaved([
    { name: "an empty script", words: [node, peer("empty.mjs")] },
    { name: "node:http, by hand", words: [node, peer("http-one.mjs"), ...TARGET], env },
    { name: "undici, bundled", words: [node, bundled("undici-one.mjs"), ...TARGET], env },
    { name: "@novu/api", words: [node, peer("sdk-one.mjs"), ...TARGET], env },
    { name: "action set --json, key in the environment", words: [...writeOnly, "--json"], env },
    { name: "action set --json, with a profile", words: [...writeOnly, "--json"], env: profileEnv },
    { name: "action set as a table", words: [...writeOnly, "--output", "table"], env },
    { name: "action set --json, reading the message first", words: [...readFirst, "--json"], env },
    ...curl(env),
  ]);
};

const curl = (env) => {
  if (spawnSync("curl", ["--version"]).status !== 0) return [];
  const [subscriberId, messageId] = TARGET;
  return [
    {
      name: "curl",
      words: [
        ...[
          "curl",
          "--silent",
          "--fail",
          "--request",
          "POST",
          "--data",
          '{"status":"done","payload":{"by":"ada"}}',
        ],
        ...[
          "--header",
          `Authorization: ApiKey ${env.NOVU_SECRET_KEY}`,
          "--header",
          "Content-Type: application/json",
        ],
        `${env.NOVU_API_URL}/v1/subscribers/${subscriberId}/messages/${messageId}/actions/primary`,
      ],
      env,
    },
  ];
};
