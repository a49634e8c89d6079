import { checkAddress } from "./check-address.js";
import { checkApi, checkServerVersion } from "./check-api.js";
import { checkCaFile } from "./check-ca-file.js";
import { checkClock } from "./check-clock.js";
import { checkConfigFile, checkConfigFolder } from "./check-config.js";
import { checkConnection } from "./check-connection.js";
import { checkDeprecation } from "./check-deprecation.js";
import { checkDns } from "./check-dns.js";
import { checkIdempotency } from "./check-idempotency.js";
import { checkKey, checkKeySource } from "./check-key.js";
import { checkLatency } from "./check-latency.js";
import { CHECKS, type CheckId } from "./check-list.js";
import { checkProfiles } from "./check-profiles.js";
import { checkProgram } from "./check-program.js";
import { checkProxy } from "./check-proxy.js";
import { checkRateLimit } from "./check-rate-limit.js";
import { checkActionsRoute, checkMessagesRoute, checkNotificationsRoute } from "./check-routes.js";
import { checkTls } from "./check-tls.js";
import type { Observations } from "./examine.js";
import type { Finding } from "./finding.js";

const BY_ID: Readonly<Record<CheckId, (seen: Observations) => Finding>> = {
  program: checkProgram,
  "config-folder": checkConfigFolder,
  "config-file": checkConfigFile,
  profiles: checkProfiles,
  address: checkAddress,
  dns: checkDns,
  proxy: checkProxy,
  "ca-file": checkCaFile,
  connection: checkConnection,
  tls: checkTls,
  "key-source": checkKeySource,
  key: checkKey,
  api: checkApi,
  "server-version": checkServerVersion,
  latency: checkLatency,
  clock: checkClock,
  "route-messages": checkMessagesRoute,
  "route-actions": checkActionsRoute,
  "route-notifications": checkNotificationsRoute,
  "rate-limit": checkRateLimit,
  idempotency: checkIdempotency,
  deprecation: checkDeprecation,
};

/** What every check makes of what was seen, in the order of the list. */
export const runChecks = (seen: Observations): readonly Finding[] => CHECKS.map(({ id }) => BY_ID[id](seen));
