import type { Environment } from "../model/environment.js";
import type { Level } from "../model/level.js";
import type { Table } from "../output/view.js";
import type { EnvironmentDocument } from "../schemas/environment.js";
import type { ProfileDocument } from "../schemas/profile.js";
import { textOrNone } from "./cells.js";

/** A profile without its key. */
export interface VisibleProfile {
  readonly name: string;
  readonly isActive: boolean;
  readonly apiUrl: string;
  /** Where the key is kept, in words. */
  readonly keyLabel: string;
  readonly environment: Environment | undefined;
  readonly allowHttp: boolean;
  readonly isProtected: boolean;
  readonly allow: Level;
  readonly createdAt: string;
  readonly verifiedAt: string | undefined;
}

export const profileDocument = (profile: VisibleProfile): ProfileDocument => ({
  name: profile.name,
  active: profile.isActive,
  apiUrl: profile.apiUrl,
  key: profile.keyLabel,
  environment: environmentSummary(profile.environment),
  allowHttp: profile.allowHttp,
  protected: profile.isProtected,
  allow: profile.allow,
  createdAt: profile.createdAt,
  verifiedAt: profile.verifiedAt ?? null,
});

export const environmentSummary = (environment: Environment | undefined): EnvironmentDocument =>
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
    { title: "NAME", isId: true },
    { title: "ENVIRONMENT" },
    { title: "API URL" },
    { title: "KEY", isDroppable: true },
    { title: "PROTECTED" },
    { title: "ALLOW", optional: true },
  ],
  rows: profiles.map((profile) => [
    profile.isActive ? { text: "*", tone: "strong" } : { text: "" },
    { text: profile.name, tone: "strong" },
    textOrNone(environmentName(profile.environment)),
    { text: profile.apiUrl },
    { text: profile.keyLabel },
    { text: profile.isProtected ? "yes" : "" },
    profile.allow === "write" ? "none" : { text: profile.allow },
  ]),
});

export const environmentName = (environment: Environment | undefined): string | undefined =>
  environment?.name;
