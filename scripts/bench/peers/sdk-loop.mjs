import { Novu } from "@novu/api";
import { rowsOf } from "./rows.mjs";

/** Many changes in the loop that the library's documentation leads to. */
const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_API_URL });
for (const [subscriberId, messageId] of rowsOf(process.argv[2])) {
  await novu.subscribers.messages.updateAsSeen({
    subscriberId,
    messageId,
    type: "primary",
    markMessageActionAsSeenDto: { status: "done" },
  });
}
