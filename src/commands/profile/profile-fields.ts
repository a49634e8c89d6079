/** What a profile's document holds. */
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
