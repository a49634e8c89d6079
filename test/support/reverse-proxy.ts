import http, { type RequestListener } from "node:http";

/** Passes requests that name other hosts to a sandbox, which answers only those that name its own address. */
export const toSandbox =
  (port: number): RequestListener =>
  (incoming, outgoing) => {
    const { url, method, headers } = incoming;
    const host = `127.0.0.1:${port}`;
    const request = http.request(`http://${host}${url}`, { method, headers: { ...headers, host } });
    request.on("response", (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(outgoing);
    });
    request.on("error", () => outgoing.destroy());
    incoming.pipe(request);
  };
