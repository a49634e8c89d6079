export type UnknownObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is UnknownObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that are not undefined. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;

export const asObject = (value: unknown): UnknownObject => (isObject(value) ? value : {});

/** More than the servers' database allows, and than a payload of novu-msg with its envelope. */
const MAX_DEPTH = 250;

/** Whether lists and objects are nested too deeply; iterative, so that no depth overflows the stack. */
export const isTooDeep = (value: unknown): boolean => {
  let layer = [value].filter(isContainer);
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth === MAX_DEPTH) return true;
    layer = layer.flatMap((item) => Object.values(item)).filter(isContainer);
  }
  return false;
};

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

export const TOO_DEEP = `nested deeper than ${MAX_DEPTH} levels`;
