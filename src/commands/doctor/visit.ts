import type { Http, HttpRequest, HttpResponse } from "../../http/http.js";

/** One answer as it came, whatever it was: its headers tell what no document does. */
export interface Visit {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly hadKey: boolean;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly milliseconds: number;
}

/** The same client, which keeps every answer in `visits`. */
export const recording =
  (http: Http, visits: Visit[], hadKey: boolean, now: () => number): Http =>
  async (request) => {
    const startedAt = now();
    const response = await http(request);
    visits.push({ request, response, hadKey, startedAt, milliseconds: now() - startedAt });
    return response;
  };
