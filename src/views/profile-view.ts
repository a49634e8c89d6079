import type { Environment } from "../model/environment.js";
import type { JsonObject } from "../model/json.js";
import type { Cell, Table, View } from "../output/view.js";

/** A profile as it may be seen: everything but the key. */
export interface VisibleProfile {
  readonly name: string;
  readonly isActive: boolean;
  readonly apiUrl: string;
  /** Where the key is kept, in words. */
  readonly keyPlace: string;
  readonly environment: Environment | undefined;
  readonly allowHttp: boolean;
  readonly isProtected: boolean;
  readonly createdAt: string;
  readonly verifiedAt: string | undefined;
}

export const profileDocument = (profile: VisibleProfile): JsonObject => ({
  name: profile.name,
  active: profile.isActive,
  apiUrl: profile.apiUrl,
  key: profile.keyPlace,
  environment: environmentDocument(profile.environment),
  allowHttp: profile.allowHttp,
  protected: profile.isProtected,
  createdAt: profile.createdAt,
  verifiedAt: profile.verifiedAt ?? null,
});

export const environmentDocument = (environment: Environment | undefined): JsonObject | null =>
  environment === undefined
    ? null
    : {
        id: environment.id ?? null,
        name: environment.name ?? null,
        type: environment.type ?? null,
        organizationId: environment.organizationId ?? null,
      };

export const profileTable = (profiles: readonly VisibleProfile[]): Table => ({
  columns: [
    { title: "ACTIVE" },
    { title: "NAME" },
    { title: "ENVIRONMENT" },
    { title: "API URL" },
    { title: "KEY" },
    { title: "PROTECTED" },
  ],
  rows: profiles.map((profile) => [
    profile.isActive ? { text: "*", tone: "good" } : { text: "" },
    { text: profile.name, tone: "strong" },
    textOrNone(environmentName(profile.environment)),
    { text: profile.apiUrl },
    { text: profile.keyPlace },
    { text: profile.isProtected ? "yes" : "" },
  ]),
});

export const environmentName = (environment: Environment | undefined): string | undefined =>
  environment?.name ?? environment?.id;

export const textOrNone = (text: string | undefined): Cell => (text === undefined ? "none" : { text });

export const profileCard = (profile: VisibleProfile): View => ({
  fields: [
    { label: "name", value: { text: profile.name, tone: "strong" } },
    { label: "active", value: { text: profile.isActive ? "yes" : "no" } },
    { label: "environment", value: textOrNone(profile.environment?.name) },
    { label: "environment id", value: textOrNone(profile.environment?.id) },
    { label: "environment type", value: textOrNone(profile.environment?.type) },
    { label: "organization id", value: textOrNone(profile.environment?.organizationId) },
    { label: "api url", value: { text: profile.apiUrl } },
    { label: "key", value: { text: profile.keyPlace } },
    { label: "plain http", value: { text: profile.allowHttp ? "allowed" : "not allowed" } },
    { label: "protected", value: { text: profile.isProtected ? "yes" : "no" } },
    { label: "created", value: { time: profile.createdAt } },
    { label: "verified", value: profile.verifiedAt === undefined ? "none" : { time: profile.verifiedAt } },
  ],
});
