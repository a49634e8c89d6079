import { Agent, request } from "undici";
import { requestFor } from "./request.mjs";

/** One write with undici alone. */
const [subscriberId, messageId] = process.argv.slice(2);
const { path, ...options } = requestFor(subscriberId, messageId);
const { statusCode, body } = await request(process.env.NOVU_API_URL + path, {
  ...options,
  dispatcher: new Agent({ keepAliveTimeout: 1_000 }),
});
const { data } = await body.json();
process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
process.exitCode = statusCode === 201 ? 0 : 1;
