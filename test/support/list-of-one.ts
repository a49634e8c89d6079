/** Made when the driven clock starts. */
export const ONE_ID = "6b069580b2d4e6f8a0b1c2d3";

/** A message of alice with one button, as in Novu's list. */
const oneMessage = (isPressed: boolean) => ({
  _id: ONE_ID,
  transactionId: "t",
  createdAt: "2026-11-25T08:00:00.000Z",
  subscriber: { subscriberId: "alice" },
  cta: {
    action: {
      status: isPressed ? "done" : "pending",
      buttons: [{ type: "primary", content: "Yes" }],
      ...(isPressed ? { result: { type: "primary" } } : {}),
    },
  },
});

/** The list with this message, or without it after its deletion. */
export const listOfOne = (state: "open" | "done" | "gone") => {
  const data = state === "gone" ? [] : [oneMessage(state === "done")];
  return { page: 0, pageSize: 1, hasMore: false, totalCount: data.length, data };
};
