import { Failure } from "../failure/failure.js";
import { isLoopback } from "./base-url.js";
import type { ChosenProfile } from "./chosen-profile.js";
import type { Sourced } from "./sourced.js";

/** A stored key goes only to the host it was stored for. @throws Failure E_HOST */
export const guardHost = (
  { name, profile }: ChosenProfile,
  apiUrl: Sourced<string>,
  allowed: readonly string[],
): void => {
  const bound = new URL(profile.apiUrl).host;
  const wanted = new URL(apiUrl.value).host;
  if (wanted === bound || allowed.includes(wanted)) return;
  throw new Failure("E_HOST", `the key of profile "${name}" belongs to ${bound}, not to ${wanted}`, {
    hint: [`The other address came from ${apiUrl.source}. Nothing was sent.`],
    addition: { words: ["--allow-host", wanted], when: "to send this key there on purpose" },
    next: [
      {
        words: ["novu-msg", "profile", "add", "other", "--api-url", apiUrl.value],
        when: "to keep a key for that host",
      },
    ],
  });
};

/** A key does not travel in the clear, except inside this machine. @throws Failure E_HTTP */
export const guardHttp = (apiUrl: string, allowed: boolean): void => {
  if (apiUrl.startsWith("https:") || isLoopback(apiUrl) || allowed) return;
  throw new Failure("E_HTTP", `${apiUrl} is plain http: the key could be read on its way`, {
    hint: ["Nothing was sent. Use https, if the server has it."],
    addition: { words: ["--allow-http"], when: "where the network is safe" },
  });
};
