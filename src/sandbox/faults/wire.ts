import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Trigger, WireAnswer } from "./fault.js";

/** How long a half answer is left alone before the reset, which would overtake bytes still on their way. */
const ARRIVAL_MS = 50;

const DRIP_MS = 100;
const HUGE_BYTES = 50_000_000;
const BOMB_BYTES = 300_000_000;
const CHUNK_BYTES = 1_000_000;

/** An answer without a body cannot break off in it. */
const withBody = (answer: WireAnswer): WireAnswer =>
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

/** One byte at a time, the first at once. */
export const drip = ({ outgoing, timers }: Trigger, real: WireAnswer): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  const send = (at: number): void => {
    if (outgoing.destroyed) {
      return;
    }
    outgoing.write(body.subarray(at, at + 1));
    if (at + 1 < body.length) {
      timers.after(DRIP_MS, () => send(at + 1));
    } else {
      outgoing.end();
    }
  };
  send(0);
  return status;
};

/** White space after it leaves JSON what it was: a reader with patience gets the right answer. */
function* padded(body: Buffer, length: number): Generator<Buffer> {
  const spaces = Buffer.alloc(CHUNK_BYTES, " ");
  yield body;
  for (let left = length - body.length; left > 0; left -= CHUNK_BYTES) {
    yield spaces.subarray(0, left);
  }
}

/** Whoever leaves early is no error here. */
const ignore = (): void => {};

/** No content-length, so that nothing tells beforehand. */
export const huge = ({ outgoing }: Trigger, real: WireAnswer): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, headers);
  pipeline(Readable.from(padded(body, HUGE_BYTES)), outgoing, ignore);
  return status;
};

/** Some 300 kB on the wire. Compressed whether it was asked for or not, as a hostile server would. */
export const gzipBomb = ({ outgoing }: Trigger, real: WireAnswer): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-encoding": "gzip" });
  pipeline(Readable.from(padded(body, BOMB_BYTES)), createGzip(), outgoing, ignore);
  return status;
};
