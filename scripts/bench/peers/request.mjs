/** The write that all peers send. */
const BODY = { status: "done", payload: { by: "ada" } };

/** The request for a message, independent of the HTTP client. */
export const requestFor = (subscriberId, messageId) => ({
  path: `/v1/subscribers/${subscriberId}/messages/${messageId}/actions/primary`,
  method: "POST",
  headers: { authorization: `ApiKey ${process.env.NOVU_SECRET_KEY}`, "content-type": "application/json" },
  body: JSON.stringify(BODY),
});
