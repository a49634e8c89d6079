import { keyOrigin } from "../../config/key-origin.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Context } from "../../context/context.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import { exitCodeOf } from "../../failures/exit-codes.js";
import type { Failure } from "../../failures/failure.js";
import type { Http } from "../../http/http.js";
import type { NetworkRoute } from "../../http/route.js";
import { HEALTH_CHECK, readHealth } from "../../novu/health.js";
import { assertMessageList, hasNotificationRoutes } from "../../novu/known-routes.js";
import { createNovu } from "../../novu/novu.js";
import { createNovuCall } from "../../novu/novu-call.js";
import {
  failureOf,
  type Observations,
  type Probes,
  probe,
  type RecordedExchange,
  skipped,
} from "./observations.js";

type KeyObservations = Pick<Probes, "environment" | "messages" | "notifications">;
type ServerObservations = KeyObservations & Pick<Observations, "health" | "exchanges">;

interface ServerContext extends Pick<Probes, "secret" | "connection"> {
  readonly tools: Pick<Diagnostics, "http">;
  readonly survey: ConnectionSurvey;
  readonly route: NetworkRoute;
  readonly now: Context["now"];
}

/** In addition to the first request: the median of three is not the one that had to open the connection. */
const EXTRA_LATENCY_SAMPLES = 2;

/** Sends a request without the key first; the key is not sent to a server that does not respond like Novu. */
export const examineServer = async (context: ServerContext): Promise<ServerObservations> => {
  const { tools, survey, route, now } = context;
  const obstacle = unreachableReason(context);
  if (survey.apiUrl === undefined || obstacle !== undefined) {
    const skippedProbe = skipped(obstacle ?? "there is no URL");
    return { health: skippedProbe, ...withoutKey(skippedProbe), exchanges: [] };
  }
  const exchanges: RecordedExchange[] = [];
  const open = recording(tools.http(survey.apiUrl.value, route), exchanges, false, now);
  const health = await probe(() => readHealth(createNovuCall(open)));
  const [withKey] = await Promise.all([
    examineWithKey(context, health, exchanges),
    isUnreachable(failureOf(health)) ? undefined : sampleLatency(open),
  ]);
  return { health, ...withKey, exchanges };
};

const unreachableReason = ({ connection }: ServerContext): string | undefined => {
  if (connection.kind === "skipped") return connection.reason;
  if (connection.kind === "failed") return "there is no connection";
  return connection.value.encryption?.certificateFailure === undefined
    ? undefined
    : "the certificate isn't trusted";
};

/** Sequential, so that the requests do not slow each other down; only their times are used. */
const sampleLatency = async (http: Http): Promise<void> => {
  for (let taken = 0; taken < EXTRA_LATENCY_SAMPLES; taken += 1) {
    const { kind } = await probe(() => http(HEALTH_CHECK));
    if (kind !== "seen") return;
  }
};

const examineWithKey = async (
  { tools, survey, secret, route, now }: ServerContext,
  health: Probes["health"],
  exchanges: RecordedExchange[],
): Promise<KeyObservations> => {
  const reason = keyWithheldReason(survey, secret, health);
  if (reason !== undefined || secret.kind !== "seen" || survey.apiUrl === undefined)
    return withoutKey(skipped(reason ?? "there is no key"));
  const { value: baseUrl } = survey.apiUrl;
  const http = recording(tools.http(baseUrl, route, secret.value), exchanges, true, now);
  const origin = keyOrigin({ ...survey, apiUrl: survey.apiUrl });
  const novu = createNovu(http, baseUrl, origin);
  const environment = await probe(() => novu.environment());
  if (environment.kind !== "seen") return { ...withoutKey(skipped("the key isn't accepted")), environment };
  const call = createNovuCall(novu.raw, origin);
  const [messages, notifications] = await Promise.all([
    probe(() => assertMessageList(call)),
    probe(() => hasNotificationRoutes(call)),
  ]);
  return { environment, messages, notifications };
};

const withoutKey = (skippedProbe: ReturnType<typeof skipped>): KeyObservations => ({
  environment: skippedProbe,
  messages: skippedProbe,
  notifications: skippedProbe,
});

const keyWithheldReason = (
  { problems }: ConnectionSurvey,
  secret: Probes["secret"],
  health: Probes["health"],
): string | undefined => {
  if (secret.kind === "skipped") return secret.reason;
  if (secret.kind === "failed") return "there is no key";
  if (problems.host !== undefined) return "the key belongs to another host";
  if (problems.encryption !== undefined) return "the key would be sent unencrypted";
  const failure = failureOf(health);
  if (isUnreachable(failure)) return "the server doesn't respond";
  if (failure?.code === "E_NOT_NOVU" || failure?.code === "E_REDIRECT")
    return "the key is only sent to a server that looks like Novu";
  return undefined;
};

const isUnreachable = (failure: Failure | undefined): boolean => failure?.exitCode === exitCodeOf("network");

/** The same client, which also adds every exchange to `exchanges`. */
export const recording =
  (http: Http, exchanges: RecordedExchange[], hadKey: boolean, now: () => number): Http =>
  async (request) => {
    const startedAt = now();
    const response = await http(request);
    const { status, headers } = response;
    exchanges.push({
      request,
      response: { status, headers },
      hadKey,
      startedAt,
      milliseconds: now() - startedAt,
    });
    return response;
  };
