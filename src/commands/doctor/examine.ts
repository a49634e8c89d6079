import type { ConfigFacts } from "../../config/inspect-config.js";
import type { ProxyPlan } from "../../config/resolve-proxy.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import type { Line } from "../../http/dial.js";
import type { NamedCaFile } from "../../http/network-probe.js";
import type { Route } from "../../http/route.js";
import type { Environment } from "../../model/environment.js";
import type { Health } from "../../novu/health.js";
import type { Secret } from "../../secrets/secret.js";
import { examineServer } from "./examine-server.js";
import { failed, type Look, look, skipped, whatIsSeen } from "./look.js";
import type { Visit } from "./visit.js";

/** All that was seen; checks are made of it without looking again. */
export interface Observations {
  readonly program: Diagnostics["program"];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ms since the epoch. */
  readonly now: number;
  readonly config: ConfigFacts;
  readonly survey: ConnectionSurvey;
  readonly proxy: Look<ProxyPlan>;
  readonly caFiles: readonly NamedCaFile[];
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
  const [caFiles, secret, { route, ...way }] = await Promise.all([
    tools.network.caFiles(),
    findKey(context, config, survey),
    examineWay(tools, survey),
  ]);
  const server = await examineServer({ tools, survey, secret, route, line: way.line, now: context.now });
  return {
    program: tools.program,
    env: context.env,
    now: context.now(),
    config,
    survey,
    caFiles,
    secret,
    ...way,
    ...server,
  };
};

/** Host name, proxy and connection; each needs an address, the connection also a way to the host. */
const examineWay = async (
  tools: Diagnostics,
  survey: ConnectionSurvey,
): Promise<Pick<Observations, "hosts" | "line" | "proxy"> & { readonly route: Route }> => {
  const { apiUrl } = survey;
  if (apiUrl === undefined) {
    const nothing = skipped(
      survey.problems.address === undefined
        ? "the address would come from a profile that cannot be had"
        : "the address cannot be used",
    );
    return { hosts: nothing, line: nothing, proxy: nothing, route: {} };
  }
  const { value: baseUrl } = apiUrl;
  const proxy = await look(async () => tools.proxy(baseUrl));
  const route = await look(() => tools.route(baseUrl));
  const isThroughProxy = whatIsSeen(proxy)?.use !== undefined;
  // Behind a proxy this machine often knows no names of the outside, and needs none.
  const hosts =
    proxy.kind === "seen" && !isThroughProxy
      ? await look(() => tools.network.resolve(baseUrl))
      : skipped("the proxy looks the name up");
  return {
    hosts,
    proxy,
    line: await examineLine(tools, baseUrl, route, hosts.kind === "seen" || isThroughProxy),
    route: whatIsSeen(route) ?? {},
  };
};

const examineLine = async (
  { network }: Diagnostics,
  baseUrl: string,
  route: Look<Route>,
  isFound: boolean,
): Promise<Look<Line>> => {
  if (route.kind !== "seen") return skipped("the proxy or the file of authorities cannot be used");
  return isFound ? look(() => network.dial(baseUrl, route.value)) : skipped("the host has no address");
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
