/** How a request that is not sent can be shown. */
export const PRINT_FORMS = ["curl", "http", "json"] as const;
export type PrintForm = (typeof PRINT_FORMS)[number];
