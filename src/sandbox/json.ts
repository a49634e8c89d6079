export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value; JSON has no word for the others. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;

export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Deeper than the servers' database keeps anything and than a payload of novu-msg with what is around it. */
const DEEPEST = 250;

/** Whether more lists and objects lie inside each other than can be kept; without recursion, so that no depth breaks it. */
export const isTooDeep = (value: unknown): boolean => {
  let layer = [value].filter(isContainer);
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth === DEEPEST) return true;
    layer = layer.flatMap((item) => Object.values(item)).filter(isContainer);
  }
  return false;
};

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

export const TOO_DEEP = `nested deeper than ${DEEPEST} levels`;
