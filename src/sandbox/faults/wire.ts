import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Trigger, WireResponse } from "./fault.js";

/** Delay between half a response and the reset, which could otherwise overtake the bytes. */
const ARRIVAL_MS = 50;

const TRICKLE_MS = 100;
const HUGE_BYTES = 50_000_000;
const BOMB_BYTES = 300_000_000;
const CHUNK_BYTES = 1_000_000;

/** Replaces a response without a body, which could not be cut in its body. */
const withBody = (response: WireResponse): WireResponse =>
  response.body.length > 0
    ? response
    : {
        status: 200,
        headers: { ...response.headers, "content-type": "application/json; charset=utf-8" },
        body: Buffer.from('{"data":{"acknowledged":true,"status":"deleted"}}'),
      };

const half = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));

export const sendWhole = ({ outgoing }: Trigger, { status, headers, body }: WireResponse): number => {
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.end(body);
  return status;
};

export const hang = (): number => 0;

/** RST, not FIN, like a crashed server or a firewall. */
export const reset = ({ outgoing }: Trigger): number => {
  outgoing.socket?.resetAndDestroy();
  return 0;
};

/** Announces the whole body and sends half of it. */
export const hangInBody = ({ outgoing }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.write(half(body));
  return status;
};

export const resetInBody = (trigger: Trigger, real: WireResponse): number => {
  const status = hangInBody(trigger, real);
  trigger.timers.after(ARRIVAL_MS, () => reset(trigger));
  return status;
};

/** A complete HTTP response with half of its JSON. */
export const cutJson = (trigger: Trigger, real: WireResponse): number => {
  const response = withBody(real);
  return sendWhole(trigger, { ...response, body: half(response.body) });
};

/** One byte at a time, the first immediately. */
export const trickle = ({ outgoing, timers }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  const send = (at: number): void => {
    if (outgoing.destroyed) {
      return;
    }
    outgoing.write(body.subarray(at, at + 1));
    if (at + 1 < body.length) {
      timers.after(TRICKLE_MS, () => send(at + 1));
    } else {
      outgoing.end();
    }
  };
  send(0);
  return status;
};

/** Pads with white space, which does not change the JSON: a patient client gets the real response. */
function* padded(body: Buffer, length: number): Generator<Buffer> {
  const spaces = Buffer.alloc(CHUNK_BYTES, " ");
  yield body;
  for (let left = length - body.length; left > 0; left -= CHUNK_BYTES) {
    yield spaces.subarray(0, left);
  }
}

/** A client that closes the connection early is not an error. */
const ignore = (): void => {};

/** No content-length, so that the size is not known in advance. */
export const huge = ({ outgoing }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, headers);
  pipeline(Readable.from(padded(body, HUGE_BYTES)), outgoing, ignore);
  return status;
};

/** About 300 kB on the wire. Compressed even if the client did not accept it, like a hostile server. */
export const gzipBomb = ({ outgoing }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-encoding": "gzip" });
  pipeline(Readable.from(padded(body, BOMB_BYTES)), createGzip(), outgoing, ignore);
  return status;
};
