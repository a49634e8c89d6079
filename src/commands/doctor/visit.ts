import type { Http, HttpRequest, HttpResponse } from "../../http/http.js";

/** The head of one answer, whatever it was: its headers tell what no document does. Bodies may be large. */
export interface Visit {
  readonly request: HttpRequest;
  readonly response: Pick<HttpResponse, "status" | "headers">;
  readonly hadKey: boolean;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly milliseconds: number;
}

/** The same client, which keeps the head of every answer in `visits`. */
export const recording =
  (http: Http, visits: Visit[], hadKey: boolean, now: () => number): Http =>
  async (request) => {
    const startedAt = now();
    const response = await http(request);
    const { status, headers } = response;
    visits.push({
      request,
      response: { status, headers },
      hadKey,
      startedAt,
      milliseconds: now() - startedAt,
    });
    return response;
  };
