import type { HttpRequest, HttpResponse } from "../../../src/http/http.js";
import type { JsonValue } from "../../../src/model/json.js";
import type { NovuCall } from "../../../src/novu/novu-call.js";

/** A call that returns the given responses in order, and records the requests. */
export const fakeCall = (
  answers: readonly (JsonValue | Error)[],
): { readonly call: NovuCall; readonly asked: Parameters<NovuCall>[] } => {
  const asked: Parameters<NovuCall>[] = [];
  const call: NovuCall = async (...question) => {
    const answer = answers[asked.length];
    asked.push(question);
    if (answer === undefined) throw new Error(`nobody expected ${question[0].method} ${question[0].path}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { call, asked };
};

export const response = (
  status: number,
  body: unknown,
  headers: HttpResponse["headers"] = {},
): HttpResponse => ({
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
});

export const GET: HttpRequest = { method: "GET", path: "/v1/x" };
export const POST: HttpRequest = { method: "POST", path: "/v1/x", body: { status: "done" } };
