import { isDeepStrictEqual } from "node:util";
import { existingProfile, noActiveProfile } from "../../config/chosen-profile.js";
import { type ProfileStore, type Profiles, profileNamed } from "../../config/profile.js";
import { withProfile } from "../../config/profile-change.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { Environment } from "../../model/environment.js";
import type { View } from "../../output/view.js";
import { textOrNone } from "../../views/cells.js";
import { environmentName, environmentSummary } from "../../views/profile-view.js";
import type { VerificationDocument } from "./profile.schema.js";

interface VerifyProfileInput {
  /** Undefined for the active profile. */
  readonly name: string | undefined;
  readonly all: boolean;
}

interface Verification {
  readonly name: string;
  readonly milliseconds: number;
  readonly environment: Environment | undefined;
  readonly failure: Failure | undefined;
}

type Model = readonly Verification[];
type VerifyContext = Pick<Context, "profiles" | "connect" | "now" | "output">;

/** Checks one profile or all; a failure does not stop the others, but the first one decides the exit code. */
const run = async (context: VerifyContext, input: VerifyProfileInput): Promise<Outcome<Model>> => {
  const store = await context.profiles();
  const known = await store.read();
  const checking = Promise.all(namesToCheck(known, input).map((name) => check(context, name)));
  const checks = await context.output.during("contacting Novu", checking);
  const [failed] = checks.flatMap(({ failure }) => failure ?? []);
  if (failed !== undefined && !input.all) throw failed;
  await storeVerification(context, store, known, checks);
  return { model: checks, ...(failed === undefined ? {} : { exitCode: failed.exitCode }) };
};

/** Stores the results in profiles that have not changed since; failing to store them does not fail the command. */
const storeVerification = async (
  { now, output }: VerifyContext,
  store: ProfileStore,
  checked: Profiles,
  checks: Model,
): Promise<void> => {
  const verified = checks.filter(({ environment }) => environment !== undefined);
  if (verified.length === 0) return;
  const verifiedAt = new Date(now()).toISOString();
  const change = (state: Profiles): Profiles =>
    verified.reduce((profiles, { name, environment }) => {
      const profile = profileNamed(profiles, name);
      const isSame = profile !== undefined && isDeepStrictEqual(profile, profileNamed(checked, name));
      return isSame && environment !== undefined
        ? withProfile(profiles, name, { ...profile, environment, verifiedAt }, false)
        : profiles;
    }, state);
  await store.update(change).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    return output.note(`the time of this check couldn't be saved: ${error.message}`);
  });
};

const namesToCheck = (state: Profiles, { name, all }: VerifyProfileInput): string[] => {
  if (all) return Object.keys(state.profiles);
  const wanted = name ?? state.active;
  if (wanted === undefined) throw noActiveProfile();
  existingProfile(state, wanted);
  return [wanted];
};

const check = async ({ connect, now }: VerifyContext, name: string): Promise<Verification> => {
  const start = now();
  const took = () => Math.round(now() - start);
  try {
    const { novu } = await connect({ profile: name });
    const environment = await novu.environment();
    return { name, environment, failure: undefined, milliseconds: took() };
  } catch (error) {
    if (!(error instanceof Failure) || error.code === "E_INTERRUPTED") throw error;
    return { name, environment: undefined, failure: error, milliseconds: took() };
  }
};

const document = (checks: Model): VerificationDocument[] =>
  checks.map(({ name, milliseconds, environment, failure }) => ({
    name,
    ok: failure === undefined,
    milliseconds,
    code: failure?.code ?? null,
    message: failure?.message ?? null,
    environment: environmentSummary(environment),
  }));

const view = (checks: Model): View => ({
  table: {
    columns: [
      { title: "NAME", isId: true },
      { title: "STATE" },
      { title: "ENVIRONMENT" },
      { title: "MS", isDroppable: true },
      { title: "WHY", optional: true, isCutLast: true },
    ],
    rows: checks.map(({ name, milliseconds, environment, failure }) => [
      { text: name, tone: "strong" },
      failure === undefined ? { text: "ok" } : { text: failure.code, tone: "error" },
      textOrNone(environmentName(environment)),
      { text: String(milliseconds) },
      textOrNone(failure?.message),
    ]),
  },
});

export const body = { run, document, view };
