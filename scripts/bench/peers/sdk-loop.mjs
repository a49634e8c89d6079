import { Novu } from "@novu/api";
import { rowsOf } from "./rows.mjs";

/** Many writes in a sequential loop, as in the library's documentation. */
const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_API_URL });
for (const [subscriberId, messageId] of rowsOf(process.argv[2])) {
  await novu.subscribers.messages.updateAsSeen({
    subscriberId,
    messageId,
    type: "primary",
    markMessageActionAsSeenDto: { status: "done" },
  });
}
