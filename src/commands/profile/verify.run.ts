import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { Environment } from "../../domain/environment.js";
import type { JsonValue } from "../../domain/json.js";
import { Failure } from "../../failure/failure.js";
import type { Screen } from "../../output/screen.js";
import { existingProfile } from "../../settings/chosen-profile.js";
import { environmentDocument, environmentName, textOrNone } from "../../views/profile-view.js";
import type { VerifyProfileInput } from "./verify.js";

interface Verification {
  readonly name: string;
  readonly milliseconds: number;
  readonly environment: Environment | undefined;
  readonly failure: Failure | undefined;
}

type Model = readonly Verification[];
type Needs = Pick<Context, "profiles" | "connect" | "now" | "output">;

/** Asks Novu about one profile or all; one that fails does not stop the others, but decides the exit code. */
export const run = async (context: Needs, input: VerifyProfileInput): Promise<Outcome<Model>> => {
  const store = await context.profiles();
  const names = await namesToCheck(await store.read(), input);
  const checks = await context.output.during(
    "asking Novu",
    Promise.all(names.map((name) => check(context, name))),
  );
  const verified = checks.filter(({ failure }) => failure === undefined);
  const now = new Date(context.now()).toISOString();
  await store.update((state) => ({
    ...state,
    profiles: Object.fromEntries(
      Object.entries(state.profiles).map(([name, profile]) => {
        const seen = verified.find((verification) => verification.name === name)?.environment;
        return [name, seen === undefined ? profile : { ...profile, environment: seen, verifiedAt: now }];
      }),
    ),
  }));
  const [failed] = checks.flatMap(({ failure }) => failure ?? []);
  if (failed !== undefined && checks.length === 1) throw failed;
  return { model: checks, ...(failed === undefined ? {} : { exitCode: failed.exitCode }) };
};

const namesToCheck = async (
  state: Awaited<ReturnType<Awaited<ReturnType<Context["profiles"]>>["read"]>>,
  { name, all }: VerifyProfileInput,
): Promise<string[]> => {
  if (all) return Object.keys(state.profiles);
  const wanted = name ?? state.active;
  if (wanted === undefined) {
    throw new Failure("E_PROFILE", "there is no active profile", {
      next: [{ command: "novu-msg profile list" }],
    });
  }
  existingProfile(state, wanted);
  return [wanted];
};

const check = async ({ connect, now }: Needs, name: string): Promise<Verification> => {
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

export const document = (checks: Model): JsonValue =>
  checks.map(({ name, milliseconds, environment, failure }) => ({
    name,
    ok: failure === undefined,
    milliseconds,
    code: failure?.code ?? null,
    message: failure?.message ?? null,
    environment: environmentDocument(environment),
  }));

export const view = (checks: Model): Screen => ({
  table: {
    columns: [
      { title: "NAME" },
      { title: "STATE" },
      { title: "ENVIRONMENT" },
      { title: "MS" },
      { title: "WHY", optional: true },
    ],
    rows: checks.map(({ name, milliseconds, environment, failure }) => [
      { text: name, tone: "strong" },
      failure === undefined ? { text: "ok", tone: "good" } : { text: failure.code, tone: "bad" },
      textOrNone(environmentName(environment)),
      { text: String(milliseconds) },
      textOrNone(failure?.message),
    ]),
  },
});
