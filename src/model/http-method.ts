/** What a raw call can be. */
export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** Fields of these belong to the query: a body would not be looked at. */
export const takesQuery = (method: HttpMethod): boolean => method === "GET" || method === "DELETE";
