import { Novu } from "@novu/api";

/** One write with Novu's own library. */
const [subscriberId, messageId] = process.argv.slice(2);
const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_API_URL });
const { result } = await novu.subscribers.messages.updateAsSeen({
  subscriberId,
  messageId,
  type: "primary",
  markMessageActionAsSeenDto: { status: "done" },
});
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
