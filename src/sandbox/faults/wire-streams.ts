import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Trigger, WireAnswer } from "./fault.js";
import { withBody } from "./wire.js";

const DRIP_MS = 100;
const HUGE_BYTES = 50_000_000;
const BOMB_BYTES = 300_000_000;
const CHUNK_BYTES = 1_000_000;

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
