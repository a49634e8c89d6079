import type { Environment } from "../model/environment.js";
import type { JsonObject } from "../model/json.js";
import type { Cell, Field, View } from "../output/view.js";
import type { Location } from "./location-text.js";
import { environmentDocument, textOrNone } from "./profile-view.js";

interface Setting {
  readonly source: string;
  readonly overridden: readonly string[];
}

/** Which environment the key of this run opens, and how it was chosen. */
export interface Identity {
  readonly environment: Environment;
  readonly place: Location & {
    readonly apiUrl: Setting & { readonly value: string };
    /** With where a profile keeps it. */
    readonly key: Setting & { readonly place: string | undefined };
  };
}

export const identityDocument = ({ environment, place }: Identity): JsonObject => ({
  profile: place.profile?.name ?? null,
  environment: environmentDocument(environment),
  apiUrl: { value: place.apiUrl.value, source: place.apiUrl.source, shadowed: [...place.apiUrl.overridden] },
  key: {
    source: place.key.source,
    place: place.key.place ?? null,
    shadowed: [...place.key.overridden],
  },
});

export const identityView = ({ environment, place }: Identity): View => ({
  fields: [
    { label: "profile", value: textOrNone(place.profile?.name) },
    { label: "environment", value: textOrNone(environment.name) },
    { label: "environment id", value: textOrNone(environment.id) },
    { label: "environment type", value: textOrNone(environment.type) },
    { label: "organization id", value: textOrNone(environment.organizationId) },
    { label: "api url", value: { text: place.apiUrl.value, tone: "strong" } },
    ...settingFields("api url", place.apiUrl),
    ...settingFields("key", place.key),
    { label: "key place", value: textOrNone(place.key.place) },
  ],
});

const settingFields = (label: string, { source, overridden }: Setting): Field[] => [
  { label: `${label} from`, value: { text: source } },
  { label: `${label} ignored`, value: listCell(overridden) },
];

const listCell = (names: readonly string[]): Cell =>
  names.length === 0 ? "none" : { text: names.join(", "), tone: "warn" };
