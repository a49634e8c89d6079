import { parseRate, type Rate } from "../../../bulk/rate.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { variable } from "../../../model/env.js";

/** The rate that is asked for: the option, else the variable, else what the server says. @throws Failure E_USAGE */
export const rateOf = (typed: string | undefined, env: Context["env"]): Rate => {
  const set = variable(env, "NOVU_MSG_RATE");
  const text = typed ?? set;
  if (text === undefined) return { kind: "adaptive" };
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  throw new Failure("E_USAGE", `"${text}" is not a rate`, {
    hint: [
      ...(typed === undefined ? ["It is set in NOVU_MSG_RATE."] : []),
      "Write 50/s, 600/m, 1000/h or unlimited. Nothing was sent.",
    ],
  });
};
