import type { ConfigFacts } from "../../config/inspect-config.js";
import type { ProxyPlan } from "../../config/resolve-proxy.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import type { Connection } from "../../http/connect.js";
import type { NamedCaFile } from "../../http/network-probe.js";
import type { NetworkRoute } from "../../http/route.js";
import type { Environment } from "../../model/environment.js";
import type { Health } from "../../novu/health.js";
import type { Secret } from "../../secrets/secret.js";
import { examineServer } from "./examine-server.js";
import { failed, type Probe, probe, probedValue, skipped } from "./probe.js";
import type { Visit } from "./visit.js";

/** All that was seen; checks are made of it without looking again. */
export interface Observations {
  readonly program: Diagnostics["program"];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ms since the epoch. */
  readonly now: number;
  readonly config: ConfigFacts;
  readonly survey: ConnectionSurvey;
  readonly proxy: Probe<ProxyPlan>;
  readonly caFiles: readonly NamedCaFile[];
  readonly hosts: Probe<readonly string[]>;
  readonly line: Probe<Connection>;
  /** The key was found and can be sent; whether Novu takes it is `environment`. */
  readonly secret: Probe<Secret>;
  readonly health: Probe<Health>;
  readonly environment: Probe<Environment>;
  readonly messages: Probe<void>;
  readonly notifications: Probe<boolean>;
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
): Promise<Pick<Observations, "hosts" | "line" | "proxy"> & { readonly route: NetworkRoute }> => {
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
  const proxy = await probe(async () => tools.proxy(baseUrl));
  const route = await probe(() => tools.route(baseUrl));
  const isThroughProxy = probedValue(proxy)?.use !== undefined;
  // Behind a proxy this machine often knows no names of the outside, and needs none.
  const hosts =
    proxy.kind === "seen" && !isThroughProxy
      ? await probe(() => tools.network.resolve(baseUrl))
      : skipped("the proxy looks the name up");
  return {
    hosts,
    proxy,
    line: await examineLine(tools, baseUrl, route, hosts.kind === "seen" || isThroughProxy),
    route: probedValue(route) ?? {},
  };
};

const examineLine = async (
  { network }: Diagnostics,
  baseUrl: string,
  route: Probe<NetworkRoute>,
  isFound: boolean,
): Promise<Probe<Connection>> => {
  if (route.kind !== "seen") return skipped("the proxy or the file of authorities cannot be used");
  return isFound ? probe(() => network.connect(baseUrl, route.value)) : skipped("the host has no address");
};

/** Opens the key of this run and no other: a key command of another profile is not run. */
const findKey = async (
  { openKey }: DoctorNeeds,
  config: ConfigFacts,
  { key, lacksProfile, problems }: ConnectionSurvey,
): Promise<Probe<Secret>> => {
  if (lacksProfile) return skipped("this run needs a profile that cannot be had");
  if (problems.key !== undefined) return failed(problems.key);
  if (key === undefined) return skipped("there is none");
  const isFromConfig = key.value.in !== "variable";
  if (isFromConfig && (config.fileProblems.length > 0 || config.folderProblem !== undefined)) {
    return skipped("no key is taken from a config file that others can get at");
  }
  return probe(() => openKey(key.value));
};
