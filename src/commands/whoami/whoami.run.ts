import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type Identity, identityDocument, identityView } from "../../views/identity-view.js";

/** Asks Novu which environment the key opens, and tells where every setting came from. */
export const run = async ({
  connect,
  output,
}: Pick<Context, "connect" | "output">): Promise<Outcome<Identity>> => {
  const { novu, facts } = await connect({ withShadows: true });
  const environment = await output.during("asking Novu", novu.environment());
  return { model: { environment, place: facts } };
};

export const document = identityDocument;
export const view = identityView;
