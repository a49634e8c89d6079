import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { Environment } from "../../model/environment.js";
import type { Level } from "../../model/level.js";
import type { Cell, View } from "../../output/view.js";
import { textOrNone } from "../../views/cells.js";
import type { ConnectionLocation } from "../../views/location-text.js";
import { environmentSummary } from "../../views/profile-view.js";
import type { WhoamiDocument } from "./whoami.schema.js";

interface Setting {
  readonly source: string;
  readonly overridden: readonly string[];
}

/** The environment that the key of this run belongs to, and how the key was chosen. */
interface Identity {
  readonly environment: Environment;
  readonly location: ConnectionLocation & {
    readonly apiUrl: Setting & { readonly value: string };
    /** `place` is where a profile stores it. */
    readonly key: Setting & { readonly label: string | undefined };
    readonly allow: { readonly level: Level; readonly source: string };
  };
}

/** Asks Novu for the environment of the key, and reports where every setting came from. */
const run = async ({ connect, output }: Pick<Context, "connect" | "output">): Promise<Outcome<Identity>> => {
  const { novu, connection } = await connect({ withOverridden: true });
  const environment = await output.during("contacting Novu", novu.environment());
  return { model: { environment, location: connection } };
};

const document = ({ environment, location }: Identity): WhoamiDocument => ({
  profile: location.profile?.name ?? null,
  environment: environmentSummary(environment),
  apiUrl: {
    value: location.apiUrl.value,
    source: location.apiUrl.source,
    shadowed: [...location.apiUrl.overridden],
  },
  key: {
    source: location.key.source,
    place: location.key.label ?? null,
    shadowed: [...location.key.overridden],
  },
  allow: { value: location.allow.level, source: location.allow.source },
});

const view = ({ environment, location }: Identity): View => ({
  fields: [
    { label: "profile", value: textOrNone(location.profile?.name) },
    { label: "environment", value: textOrNone(environment.name) },
    { label: "api url", value: { text: location.apiUrl.value, tone: "strong" } },
    { label: "key from", value: { text: location.key.source } },
    // A level that limits nothing is no news.
    ...(location.allow.level === "write" ? [] : [{ label: "allow", value: { text: location.allow.level } }]),
  ],
  details: [
    { label: "key place", value: textOrNone(location.key.label) },
    { label: "key ignored", value: listCell(location.key.overridden) },
    { label: "api url from", value: { text: location.apiUrl.source } },
    { label: "api url ignored", value: listCell(location.apiUrl.overridden) },
    { label: "environment id", value: textOrNone(environment.id) },
    { label: "environment type", value: textOrNone(environment.type) },
    { label: "organization id", value: textOrNone(environment.organizationId) },
    { label: "allow from", value: { text: location.allow.source } },
  ],
});

const listCell = (names: readonly string[]): Cell =>
  names.length === 0 ? "none" : { text: names.join(", ") };

export const body = { run, document, view };
