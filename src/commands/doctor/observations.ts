import type { ConfigInspection } from "../../config/inspect-config.js";
import type { ProxyPlan } from "../../config/resolve-proxy.js";
import type { ConnectionSurvey } from "../../config/survey-connection.js";
import type { Diagnostics } from "../../context/diagnostics.js";
import { Failure } from "../../failures/failure.js";
import type { HttpRequest, HttpResponse } from "../../http/http.js";
import type { Connection, NamedCaFile } from "../../http/network-probe.js";
import type { Environment } from "../../model/environment.js";
import type { Health } from "../../novu/health.js";
import type { Secret } from "../../secrets/secret.js";

/** The outcome of one attempt to find something out. */
export type Probe<Value> =
  | { readonly kind: "seen"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "skipped"; readonly reason: string };

/** What each probe yields when it succeeds. */
export interface ProbeValues {
  readonly addresses: readonly string[];
  readonly proxy: ProxyPlan;
  readonly connection: Connection;
  /** The key was found and can be sent; whether Novu accepts it is `environment`. */
  readonly secret: Secret;
  readonly health: Health;
  readonly environment: Environment;
  /** The v1 list of messages; only whether it could be read counts. */
  readonly messages: unknown;
  /** Whether the server has the v2 notification routes. */
  readonly notifications: boolean;
}

export type ProbeName = keyof ProbeValues;

export type Probes = { readonly [Name in ProbeName]: Probe<ProbeValues[Name]> };

/** Everything that was observed, once; checks only read it. */
export interface Observations extends Probes {
  readonly program: Diagnostics["program"];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ms since the epoch. */
  readonly now: number;
  readonly config: ConfigInspection;
  readonly survey: ConnectionSurvey;
  readonly caFiles: readonly NamedCaFile[];
  readonly exchanges: readonly RecordedExchange[];
}

/** One request and the head of its response. Bodies may be large, and no check needs them. */
export interface RecordedExchange {
  readonly request: HttpRequest;
  readonly response: Pick<HttpResponse, "status" | "headers">;
  readonly hadKey: boolean;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly milliseconds: number;
}

/** Any failure is an observation, except for the user's wish to stop. @throws Failure E_INTERRUPTED */
export const probe = async <Value>(read: () => Promise<Value>): Promise<Probe<Value>> => {
  try {
    return { kind: "seen", value: await read() };
  } catch (error) {
    if (!(error instanceof Failure) || error.code === "E_INTERRUPTED") throw error;
    return { kind: "failed", failure: error };
  }
};

export const skipped = (reason: string): Probe<never> => ({ kind: "skipped", reason });

export const seenValue = <Value>(probed: Probe<Value>): Value | undefined =>
  probed.kind === "seen" ? probed.value : undefined;

export const failureOf = (probed: Probe<unknown>): Failure | undefined =>
  probed.kind === "failed" ? probed.failure : undefined;
