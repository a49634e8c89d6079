/** The fields of a row's result in `action apply`; the last three only with --plan and --dry-run. */
export const APPLY_FIELDS = [
  ..."row line result subscriberId messageId type status code http attempts ms why".split(" "),
  ..."payload before after".split(" "),
];
