const ID = /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TRANSACTION = /txn_[0-9a-z]{20}(?![0-9a-z])/g;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Values that depend on earlier requests: paths, and the patterns that the values must match. */
export type VolatileValues = Readonly<Record<string, RegExp>>;

const numbered = (kind: string) => {
  const seen = new Map<string, string>();
  return (text: string): string => {
    const name = seen.get(text) ?? `<${kind} ${seen.size + 1}>`;
    seen.set(text, name);
    return name;
  };
};

/**
 * Replaces what differs between runs: IDs and transactions by a name for each distinct one, so that equal ones stay
 * equal; dates by a word; and the listed volatile values if they match their pattern. Keys are visited in alphabetical
 * order, so that two equal documents get equal names.
 */
export const createNormaliser = (known: Readonly<Record<string, string>>, volatile: VolatileValues = {}) => {
  const names = { id: numbered("id"), uuid: numbered("uuid"), transaction: numbered("txn") };
  const text = (value: string): string =>
    DATE.test(value)
      ? "<date>"
      : value
          .replace(ID, (id) => known[id] ?? names.id(id))
          .replace(UUID, (uuid) => known[uuid] ?? names.uuid(uuid))
          .replace(TRANSACTION, (transaction) => known[transaction] ?? names.transaction(transaction));

  const visit = (value: unknown, path: string): unknown => {
    const form = volatile[path];
    if (form?.test(JSON.stringify(value))) {
      return `<${form.source}>`;
    }
    if (typeof value === "string") {
      return text(value);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => visit(item, `${path}[${index}]`));
    }
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(
        entries.map(([key, inner]) => [key, visit(inner, path === "" ? key : `${path}.${key}`)]),
      );
    }
    return value;
  };
  return (value: unknown): unknown => visit(value, "");
};
