/** The methods of `novu-msg api`. */
export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** Whether fields go into the query: servers ignore the body of these methods. */
export const takesQuery = (method: HttpMethod): boolean => method === "GET" || method === "DELETE";
