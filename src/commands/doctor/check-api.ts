import type { Observations } from "./examine.js";
import { type Advice, adviceOf, type Finding, fail, info, pass, skip, warn } from "./finding.js";
import { failureOf, probedValue } from "./probe.js";
import { shorten } from "./shorten.js";

type Needs = Pick<Observations, "health" | "environment" | "survey">;

/** Whether what answers is a Novu API; its health check needs no key. */
export const checkApi = (seen: Needs): Finding => {
  const { health, survey } = seen;
  const url = survey.apiUrl?.value ?? "";
  if (health.kind === "skipped") return skip("api", health.because);
  if (health.kind === "seen") {
    if (health.value.isNovu) return pass("api", `a Novu API answers at ${url}`, { apiUrl: url });
    return isKnownByKey(seen)
      ? info("api", "answers, though its health check has another form than Novu's", { apiUrl: url })
      : warn("api", `${url} answers, but not as Novu's health check does`, { apiUrl: url }, CHECK_ADDRESS);
  }
  const { failure } = health;
  if (!isKnownByKey(seen))
    return fail("api", failure, { next: [...withoutPrefix(seen), ...adviceOf(failure)] });
  if (failure.code === "E_NO_ROUTE")
    return info("api", "answers, though it has no health check", { apiUrl: url });
  return warn("api", `answers, but its health check does not: ${failure.message}`, { code: failure.code }, [
    ...adviceOf(failure),
  ]);
};

const CHECK_ADDRESS = ["Check the address: the dashboard and the API are on different hosts or ports."];

/** Only Novu tells an environment, or refuses a key in Novu's words. */
const isKnownByKey = ({ environment }: Needs): boolean =>
  probedValue(environment) !== undefined || failureOf(environment)?.code === "E_UNAUTHORIZED";

const withoutPrefix = ({ health, survey }: Needs): Advice[] => {
  const url = new URL(survey.apiUrl?.value ?? "http://localhost");
  return failureOf(health)?.code === "E_NO_ROUTE" && url.pathname !== "/"
    ? [
        {
          words: ["novu-msg", "doctor", "--api-url", url.origin],
          when: `to look without the path ${url.pathname}`,
        },
      ]
    : [];
};

export const checkServerVersion = ({ health }: Pick<Observations, "health">): Finding => {
  if (health.kind === "skipped") return skip("server-version", health.because);
  const version = versionOf(health);
  return version === undefined
    ? info("server-version", "unknown: the server does not tell", { version: null })
    : pass("server-version", version, { version });
};

export const versionOf = (health: Observations["health"]): string | undefined => {
  const version = probedValue(health)?.version;
  return version === undefined ? undefined : shorten(version);
};
