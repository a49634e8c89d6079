import fc from "fast-check";
import { expect, test } from "vitest";
import { actionPath, listPath, runSandbox } from "./running-sandbox.js";

const command = fc.record({
  type: fc.constantFrom("primary", "secondary"),
  status: fc.constantFrom("done", "pending"),
  payload: fc.option(
    fc.constantFrom<unknown>({}, { a: 1 }, { b: { c: [] } }, null, 0, "", false, "text", [1]),
    {
      nil: undefined,
    },
  ),
});

/** The stored answer: last type and status win, a payload stays until another one comes, and `{}` clears it. */
const model = (stored: { payload?: unknown }, write: { type: string; status: string; payload: unknown }) => {
  const { payload = stored.payload } = write.payload ? { payload: write.payload } : {};
  const cleared = typeof payload === "object" && JSON.stringify(payload) === "{}";
  return { ...write, payload: cleared ? undefined : payload };
};

test("both buttons share one answer, for any writes in any order", async () => {
  const { sandbox, send } = await runSandbox();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 12 }), async (writes) => {
      const [message] = sandbox.seed();
      let stored: ReturnType<typeof model> | undefined;
      for (const write of writes) {
        stored = model(stored ?? {}, write);
        const { type, status, payload } = stored;
        const action = { status, result: payload === undefined ? { type } : { type, payload } };
        const body = {
          status: write.status,
          ...(write.payload === undefined ? {} : { payload: write.payload }),
        };
        const answer = await send("POST", actionPath(message?.messageId ?? "", write.type), body);
        expect(answer).toMatchObject({ status: 201, body: { data: { cta: { action } } } });
        const list = await send("GET", listPath({ transactionId: message?.transactionId ?? "" }));
        const [listed] = (list.body as { data: { cta: { action: { result: unknown } } }[] }).data;
        expect(listed?.cta.action.result).toEqual(action.result);
      }
    }),
    { numRuns: 60 },
  );
});
