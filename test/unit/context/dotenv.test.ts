import { expect, test } from "vitest";
import { withVariables } from "../../../src/context/dotenv.js";

type Variables = Record<string, string>;

test.each<[string, Variables, string[], Variables]>([
  ["a file adds", {}, ["NOVU_SECRET_KEY=k"], { NOVU_SECRET_KEY: "k" }],
  ["a later file wins", {}, ["NOVU_API_URL=a", "NOVU_API_URL=b"], { NOVU_API_URL: "b" }],
  ["an empty value sets nothing", {}, ["NOVU_API_URL=a", "NOVU_API_URL="], { NOVU_API_URL: "a" }],
  ["the environment wins", { NOVU_API_URL: "e" }, ["NOVU_API_URL=a"], { NOVU_API_URL: "e" }],
  ["an empty variable is not set", { NOVU_API_URL: " " }, ["NOVU_API_URL=a"], { NOVU_API_URL: "a" }],
  ["the environment wins in either case", { HTTPS_PROXY: "e" }, ["https_proxy=a"], { HTTPS_PROXY: "e" }],
  ["a later file wins in either case", {}, ["no_proxy=a", "NO_PROXY=b"], { NO_PROXY: "b" }],
])("%s", (_what, env, texts, expected) => {
  expect(withVariables(env, texts).env).toEqual(expected);
});

test("key, address, variables of novu-msg and of the network are read from files", () => {
  const names = [
    ...["NOVU_MSG_SECRET_KEY", "NOVU_SECRET_KEY", "NOVU_API_KEY", "NOVU_MSG_API_URL", "NOVU_API_URL"],
    ...["NOVU_MSG_REGION", "NOVU_MSG_PROFILE", "NOVU_MSG_OUTPUT", "NOVU_MSG_ANYTHING_NEW"],
    ...["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
    ...["NO_PROXY", "no_proxy", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"],
  ];
  for (const name of names) {
    expect(withVariables({}, [`${name}=v`])).toEqual({ env: { [name]: "v" }, ignored: [] });
  }
});

test("other variables are ignored, and each is reported once", () => {
  const names = [
    ...["NOVU_MSG_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME", "PATH", "CI", "EDITOR"],
    ...["NODE_OPTIONS", "NODE_PATH", "NODE_TLS_REJECT_UNAUTHORIZED", "LD_PRELOAD", "SSLKEYLOGFILE"],
    ...["novu_secret_key", "Http_Proxy", "GITHUB_OUTPUT", "CI_KEY", "__proto__"],
  ];
  const text = names.map((name) => `${name}=v\n`).join("");
  expect(withVariables({}, [text, text])).toEqual({ env: {}, ignored: names });
});
