/** Topics that have a text of their own. */
export const HELP_TOPICS = [
  "environment",
  "exit-codes",
  "output",
  "payload",
  "waiting",
  "watching",
  "bulk",
  "security",
] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];
