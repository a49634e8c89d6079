/** What a program finds of every row that `action apply` looked at; the last three with --plan and --dry-run. */
export const APPLY_FIELDS = [
  ..."row line result subscriberId messageId type status code http attempts ms why".split(" "),
  ..."payload before after".split(" "),
];
