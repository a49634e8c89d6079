import { keyOrigin } from "../../config/key-origin.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import { exitCodeOf } from "../../failures/exit-codes.js";
import type { Failure } from "../../failures/failure.js";
import type { Connection } from "../../http/connect.js";
import type { NetworkRoute } from "../../http/route.js";
import { HEALTH_CHECK, readHealth } from "../../novu/health.js";
import { assertMessageList, hasNotificationRoutes } from "../../novu/known-routes.js";
import { createNovu } from "../../novu/novu.js";
import { createNovuCall } from "../../novu/novu-call.js";
import type { Secret } from "../../secrets/secret.js";
import type { Observations } from "./examine.js";
import { failureOf, type Probe, probe, skipped } from "./probe.js";
import { recording, type Visit } from "./visit.js";

type ServerObservations = Pick<
  Observations,
  "health" | "environment" | "messages" | "notifications" | "visits"
>;

interface ServerNeeds {
  readonly tools: Pick<Diagnostics, "http">;
  readonly survey: ConnectionSurvey;
  readonly secret: Probe<Secret>;
  readonly route: NetworkRoute;
  readonly line: Probe<Connection>;
  readonly now: Context["now"];
}

/** Beside the first one; the middle of three is not the one that had to connect. */
const FURTHER_SAMPLES = 2;

/** Asks first without the key; the key follows only to what does not show itself as something else. */
export const examineServer = async (needs: ServerNeeds): Promise<ServerObservations> => {
  const { tools, survey, route, now } = needs;
  const obstacle = obstacleOnTheWay(needs);
  if (survey.apiUrl === undefined || obstacle !== undefined) {
    const nothing = skipped(obstacle ?? "there is no address");
    return { health: nothing, environment: nothing, messages: nothing, notifications: nothing, visits: [] };
  }
  const visits: Visit[] = [];
  const open = recording(tools.http(survey.apiUrl.value, route), visits, false, now);
  const health = await probe(() => readHealth(createNovuCall(open)));
  const [withKey] = await Promise.all([
    examineWithKey(needs, health, visits),
    isNoAnswer(failureOf(health)) ? undefined : sample(open),
  ]);
  return { health, ...withKey, visits };
};

const obstacleOnTheWay = ({ line }: ServerNeeds): string | undefined => {
  if (line.kind === "skipped") return line.because;
  if (line.kind === "failed") return "there is no connection";
  return line.value.encryption?.distrust === undefined ? undefined : "the certificate is not trusted";
};

/** One after the other, so that they do not slow each other down; what they say was seen already. */
const sample = async (http: ReturnType<typeof recording>): Promise<void> => {
  for (let taken = 0; taken < FURTHER_SAMPLES; taken += 1) {
    const { kind } = await probe(() => http(HEALTH_CHECK));
    if (kind !== "seen") return;
  }
};

type KeyObservations = Pick<Observations, "environment" | "messages" | "notifications">;

const examineWithKey = async (
  { tools, survey, secret, route, now }: ServerNeeds,
  health: Observations["health"],
  visits: Visit[],
): Promise<KeyObservations> => {
  const reason = whyNotSent(survey, secret, health);
  if (reason !== undefined || secret.kind !== "seen" || survey.apiUrl === undefined) {
    const nothing = skipped(reason ?? "there is no key");
    return { environment: nothing, messages: nothing, notifications: nothing };
  }
  const { value: baseUrl } = survey.apiUrl;
  const http = recording(tools.http(baseUrl, route, secret.value), visits, true, now);
  const origin = keyOrigin({ ...survey, apiUrl: survey.apiUrl });
  const novu = createNovu(http, baseUrl, origin);
  const environment = await probe(() => novu.environment());
  if (environment.kind !== "seen") {
    const nothing = skipped("Novu has not accepted the key");
    return { environment, messages: nothing, notifications: nothing };
  }
  const call = createNovuCall(novu.raw, origin);
  const [messages, notifications] = await Promise.all([
    probe(() => assertMessageList(call)),
    probe(() => hasNotificationRoutes(call)),
  ]);
  return { environment, messages, notifications };
};

const whyNotSent = (
  { problems }: ConnectionSurvey,
  secret: Probe<Secret>,
  health: Observations["health"],
): string | undefined => {
  if (secret.kind === "skipped") return secret.because;
  if (secret.kind === "failed") return "there is no key";
  if (problems.host !== undefined) return "the key belongs to another host";
  if (problems.plainHttp !== undefined) return "the key would travel over plain http";
  const failure = failureOf(health);
  if (isNoAnswer(failure)) return "the server gives no answer";
  if (failure?.code === "E_NOT_NOVU" || failure?.code === "E_REDIRECT")
    return "the key was not sent to what does not look like Novu";
  return undefined;
};

const isNoAnswer = (failure: Failure | undefined): boolean => failure?.exitCode === exitCodeOf("network");
