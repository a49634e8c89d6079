import { normalizeBaseUrl, REGIONS, resolveApiUrl } from "../../config/api-url.js";
import type { ConnectionFlags } from "../../config/connection-flags.js";
import type { ConnectionTarget } from "../../config/resolve-connection.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";

type Address = Pick<ConnectionFlags, "region" | "apiUrl">;
type Choice = { readonly value: Address | undefined; readonly name: string };

const CHOICES: readonly Choice[] = [
  { value: { region: "us" }, name: `Novu's US cloud (${REGIONS.us})` },
  { value: { region: "eu" }, name: `Novu's EU cloud (${REGIONS.eu})` },
  { value: undefined, name: "another URL, such as a self-hosted Novu" },
];

/** Where a new profile's Novu is. At a terminal it is asked for, unless an option or a variable says it. @throws Failure */
export const askLocation = async (
  { target, prompts, canAsk, env }: Pick<Context, "target" | "prompts" | "canAsk" | "env">,
  given: Address,
): Promise<ConnectionTarget> => {
  const isGiven = resolveApiUrl(given, env, undefined).source !== "default";
  if (isGiven || !canAsk) return target();
  const ask = await prompts("--region or --api-url");
  const chosen = await ask.select<Address | undefined>({
    message: "Where is your Novu?",
    search: async function* (term) {
      yield CHOICES.filter(({ name }) => name.toLowerCase().includes(term.toLowerCase()));
    },
  });
  if (typeof chosen === "symbol") throw stopped();
  if (chosen !== undefined) return target(chosen);
  const apiUrl = await ask.text({ message: "API URL, such as http://localhost:3000", problem });
  if (typeof apiUrl === "symbol") throw stopped();
  return target({ apiUrl });
};

const stopped = (): Failure => new Failure("E_INTERRUPTED", "canceled; nothing was stored", { sent: "no" });

const problem = (text: string): string | undefined => {
  try {
    normalizeBaseUrl(text);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
};
