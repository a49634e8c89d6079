import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import type { Environment } from "../../domain/environment.js";
import type { CaFile } from "../../http/ca-file.js";
import type { Line } from "../../http/dial.js";
import type { ProxyFacts } from "../../http/proxy-facts.js";
import type { Health } from "../../novu/health.js";
import type { Secret } from "../../secret/secret.js";
import type { ConfigFacts } from "../../settings/inspect-config.js";
import type { ConnectionSurvey } from "../../settings/survey-connection.js";
import { examineServer } from "./examine-server.js";
import { failed, type Look, look, skipped } from "./look.js";
import type { Visit } from "./visit.js";

/** All that was seen; checks are made of it without looking again. */
export interface Observations {
  readonly program: Diagnostics["program"];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ms since the epoch. */
  readonly now: number;
  readonly config: ConfigFacts;
  readonly survey: ConnectionSurvey;
  readonly proxy: Look<ProxyFacts>;
  readonly caFile: CaFile | undefined;
  readonly hosts: Look<readonly string[]>;
  readonly line: Look<Line>;
  /** The key was found and can be sent; whether Novu takes it is `environment`. */
  readonly secret: Look<Secret>;
  readonly health: Look<Health>;
  readonly environment: Look<Environment>;
  readonly messages: Look<void>;
  readonly notifications: Look<boolean>;
  readonly visits: readonly Visit[];
}

export type DoctorNeeds = Pick<Context, "diagnostics" | "openKey" | "now" | "env">;

/** Looks at everything once, as much as possible at the same time. Only reads; only GETs leave. */
export const examine = async (context: DoctorNeeds, limitMs: number): Promise<Observations> => {
  const tools = await context.diagnostics(limitMs);
  const config = await tools.config();
  const survey = tools.survey(config.profiles);
  const [caFile, secret, way] = await Promise.all([
    tools.network.caFile(),
    findKey(context, config, survey),
    examineWay(tools, survey),
  ]);
  const server = await examineServer({ tools, survey, secret, line: way.line, now: context.now });
  return {
    program: tools.program,
    env: context.env,
    now: context.now(),
    config,
    survey,
    caFile,
    secret,
    ...way,
    ...server,
  };
};

/** Host name, proxy and connection; each needs an address, the connection also the host. */
const examineWay = async (
  { network }: Diagnostics,
  survey: ConnectionSurvey,
): Promise<Pick<Observations, "hosts" | "line" | "proxy">> => {
  const { apiUrl } = survey;
  if (apiUrl === undefined) {
    const nothing = skipped(
      survey.problems.address === undefined
        ? "the address would come from a profile that cannot be had"
        : "the address cannot be used",
    );
    return { hosts: nothing, line: nothing, proxy: nothing };
  }
  const hosts = await look(() => network.resolve(apiUrl.value));
  return {
    hosts,
    line:
      hosts.kind === "seen"
        ? await look(() => network.dial(apiUrl.value))
        : skipped("the host has no address"),
    proxy: await look(async () => network.proxy(apiUrl.value)),
  };
};

/** Opens the key of this run and no other: a key command of another profile is not run. */
const findKey = async (
  { openKey }: DoctorNeeds,
  config: ConfigFacts,
  { key, lacksProfile, problems }: ConnectionSurvey,
): Promise<Look<Secret>> => {
  if (lacksProfile) return skipped("this run needs a profile that cannot be had");
  if (problems.key !== undefined) return failed(problems.key);
  if (key === undefined) return skipped("there is none");
  const isFromConfig = key.value.in !== "variable";
  if (isFromConfig && (config.fileProblems.length > 0 || config.folderProblem !== undefined)) {
    return skipped("no key is taken from a config file that others can get at");
  }
  return look(() => openKey(key.value));
};
