/** The one change of an action that everybody is measured with. */
const BODY = { status: "done", payload: { by: "ada" } };

/** What to send for a message: whatever it is sent with. */
export const requestFor = (subscriberId, messageId) => ({
  path: `/v1/subscribers/${subscriberId}/messages/${messageId}/actions/primary`,
  method: "POST",
  headers: { authorization: `ApiKey ${process.env.NOVU_SECRET_KEY}`, "content-type": "application/json" },
  body: JSON.stringify(BODY),
});
