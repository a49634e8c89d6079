export const ONE_ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** A message of alice with one button, as in Novu's list. */
const oneMessage = (isPressed: boolean) => ({
  _id: ONE_ID,
  transactionId: "t",
  createdAt: "2024-03-12T20:58:17.000Z",
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
