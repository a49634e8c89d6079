import { request } from "node:http";
import { requestFor } from "./request.mjs";

/** One write with node:http, as written by hand. */
const [subscriberId, messageId] = process.argv.slice(2);
const { path, body, ...options } = requestFor(subscriberId, messageId);
const headers = { ...options.headers, "content-length": Buffer.byteLength(body) };
const sent = request(process.env.NOVU_API_URL + path, { ...options, headers }, (response) => {
  let text = "";
  response.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  response.on("end", () => {
    process.stdout.write(`${JSON.stringify(JSON.parse(text).data, null, 2)}\n`);
    process.exitCode = response.statusCode === 201 ? 0 : 1;
  });
});
sent.end(body);
