import { Pool } from "undici";
import { requestFor } from "./request.mjs";
import { rowsOf } from "./rows.mjs";

/** Many writes with a bare undici pool: the upper bound for a Node program. */
const [file, width] = process.argv.slice(2);
const pool = new Pool(process.env.NOVU_API_URL, { connections: Number(width) });
const rows = rowsOf(file).values();

const worker = async () => {
  for (const [subscriberId, messageId] of rows) {
    const { statusCode, body } = await pool.request(requestFor(subscriberId, messageId));
    const { data } = await body.json();
    if (statusCode !== 201 || data._id !== messageId) process.exitCode = 1;
  }
};

await Promise.all(Array.from({ length: Number(width) }, worker));
await pool.close();
