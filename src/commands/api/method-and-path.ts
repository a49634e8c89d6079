import { Failure } from "../../failures/failure.js";
import type { Requirement } from "../../failures/missing-input.js";
import { HTTP_METHODS, type HttpMethod } from "../../model/http-method.js";

/**
 * Sees to it that the method comes first, where a lone path or the other order stands.
 * @param need what a method is, for asking
 * @param likely the method that is shown in front of a lone path
 * @throws Failure E_INPUT, E_USAGE
 */
export const assertOrder = (
  { method, path }: { readonly method: string | undefined; readonly path: string | undefined },
  need: Requirement,
  likely: HttpMethod,
): void => {
  if (method === undefined || !method.includes("/")) return;
  if (path === undefined) {
    throw new Failure("E_INPUT", "missing: the method in front of the path", {
      hint: [`It is one of: ${HTTP_METHODS.join(", ")}. Nothing was sent.`],
      addition: { words: [likely], before: method },
      missing: {
        wanted: [need],
        given: { path: method },
      },
    });
  }
  if (HTTP_METHODS.some((name) => name === path.toUpperCase())) {
    throw new Failure("E_USAGE", "the method comes first, then the path", {
      hint: ["Nothing was sent."],
      next: [{ words: ["novu-msg", "api", path, method] }],
    });
  }
};
