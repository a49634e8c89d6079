import type { ConfigInspection } from "../../config/inspect-config.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import type { Connection } from "../../http/connect.js";
import type { NetworkRoute } from "../../http/route.js";
import type { Secret } from "../../secrets/secret.js";
import { examineServer } from "./examine-server.js";
import { type Observations, type Probe, type Probes, probe, seenValue, skipped } from "./observations.js";

export type DoctorNeeds = Pick<Context, "diagnostics" | "openKey" | "now" | "env">;

/** Observes everything once, as much as possible at the same time. Sends GET requests only. */
export const examine = async (context: DoctorNeeds, limitMs: number): Promise<Observations> => {
  const tools = await context.diagnostics(limitMs);
  const config = await tools.config();
  const survey = tools.survey(config.profiles);
  const [caFiles, secret, { route, ...network }] = await Promise.all([
    tools.network.caFiles(),
    findKey(context, config, survey),
    examineNetwork(tools, survey),
  ]);
  const { connection } = network;
  const server = await examineServer({ tools, survey, secret, route, connection, now: context.now });
  return {
    program: tools.program,
    env: context.env,
    now: context.now(),
    config,
    survey,
    caFiles,
    secret,
    ...network,
    ...server,
  };
};

type NetworkObservations = Pick<Probes, "addresses" | "connection" | "proxy"> & {
  readonly route: NetworkRoute;
};

const examineNetwork = async (tools: Diagnostics, survey: ConnectionSurvey): Promise<NetworkObservations> => {
  const { apiUrl } = survey;
  if (apiUrl === undefined) {
    const nothing = skipped(
      survey.problems.address === undefined
        ? "the address would come from a profile that cannot be had"
        : "the address cannot be used",
    );
    return { addresses: nothing, connection: nothing, proxy: nothing, route: {} };
  }
  const { value: baseUrl } = apiUrl;
  const proxy = await probe(async () => tools.proxy(baseUrl));
  const route = await probe(() => tools.route(baseUrl));
  const isThroughProxy = seenValue(proxy)?.use !== undefined;
  // Behind a proxy, this machine often cannot resolve outside names, and does not have to.
  const addresses =
    proxy.kind === "seen" && !isThroughProxy
      ? await probe(() => tools.network.resolve(baseUrl))
      : skipped("the proxy looks the name up");
  const canConnect = addresses.kind === "seen" || isThroughProxy;
  return {
    addresses,
    proxy,
    connection: await examineConnection(tools, baseUrl, route, canConnect),
    route: seenValue(route) ?? {},
  };
};

const examineConnection = async (
  { network }: Diagnostics,
  baseUrl: string,
  route: Probe<NetworkRoute>,
  canConnect: boolean,
): Promise<Probe<Connection>> => {
  if (route.kind !== "seen") return skipped("the proxy or the file of authorities cannot be used");
  return canConnect ? probe(() => network.connect(baseUrl, route.value)) : skipped("the host has no address");
};

/** Opens only the key of this run: no key command of another profile is run. */
const findKey = async (
  { openKey }: DoctorNeeds,
  config: ConfigInspection,
  { key, lacksProfile, problems }: ConnectionSurvey,
): Promise<Probe<Secret>> => {
  if (lacksProfile) return skipped("this run needs a profile that cannot be had");
  if (problems.key !== undefined) return { kind: "failed", failure: problems.key };
  if (key === undefined) return skipped("there is none");
  const isFromConfig = key.value.in !== "variable";
  if (isFromConfig && (config.fileProblems.length > 0 || config.folderProblem !== undefined))
    return skipped("no key is taken from a config file that others can get at");
  return probe(() => openKey(key.value));
};
