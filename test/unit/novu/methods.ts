import type { HttpRequest } from "../../../src/http/http.js";

const METHODS: readonly string[] = [
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
] satisfies readonly HttpRequest["method"][];

export const isMethod = (text: string): text is HttpRequest["method"] => METHODS.includes(text);
