import type { Trigger, WireAnswer } from "./fault.js";

/** How long a half answer is left alone before the reset, which would overtake bytes still on their way. */
const ARRIVAL_MS = 50;

/** An answer without a body cannot break off in it. */
export const withBody = (answer: WireAnswer): WireAnswer =>
  answer.body.length > 0
    ? answer
    : {
        status: 200,
        headers: { ...answer.headers, "content-type": "application/json; charset=utf-8" },
        body: Buffer.from('{"data":{"acknowledged":true,"status":"deleted"}}'),
      };

const half = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));

export const sendWhole = ({ outgoing }: Trigger, { status, headers, body }: WireAnswer): number => {
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.end(body);
  return status;
};

export const hang = (): number => 0;

/** RST, not FIN: what a crashed server or a firewall does. */
export const reset = ({ outgoing }: Trigger): number => {
  outgoing.socket?.resetAndDestroy();
  return 0;
};

/** Promises the whole body and sends half of it. */
export const hangInBody = ({ outgoing }: Trigger, real: WireAnswer): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.write(half(body));
  return status;
};

export const resetInBody = (trigger: Trigger, real: WireAnswer): number => {
  const status = hangInBody(trigger, real);
  trigger.timers.after(ARRIVAL_MS, () => reset(trigger));
  return status;
};

/** A whole answer as HTTP goes, and half of one as JSON goes. */
export const cutJson = (trigger: Trigger, real: WireAnswer): number => {
  const answer = withBody(real);
  return sendWhole(trigger, { ...answer, body: half(answer.body) });
};
