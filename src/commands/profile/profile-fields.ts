/** The fields of a profile in JSON. */
export const PROFILE_FIELDS = [
  "name",
  "active",
  "apiUrl",
  "key",
  "environment",
  "environment.id",
  "environment.name",
  "environment.type",
  "environment.organizationId",
  "allowHttp",
  "protected",
  "createdAt",
  "verifiedAt",
] as const;
