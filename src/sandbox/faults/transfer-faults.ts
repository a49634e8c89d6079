import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { SANDBOX_FAULTS } from "../../model/sandbox-faults.js";
import type { FaultName } from "../sandbox.js";
import type { Fault, Trigger, WireResponse } from "./fault.js";

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

const hang = (): number => 0;

/** RST, not FIN, like a crashed server or a firewall. */
const reset = ({ outgoing }: Trigger): number => {
  outgoing.socket?.resetAndDestroy();
  return 0;
};

/** Announces the whole body and sends half of it. */
const hangInBody = ({ outgoing }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.write(half(body));
  return status;
};

const resetInBody = (trigger: Trigger, real: WireResponse): number => {
  const status = hangInBody(trigger, real);
  trigger.timers.after(ARRIVAL_MS, () => reset(trigger));
  return status;
};

/** A complete HTTP response with half of its JSON. */
const cutJson = (trigger: Trigger, real: WireResponse): number => {
  const response = withBody(real);
  return sendWhole(trigger, { ...response, body: half(response.body) });
};

/** One byte at a time, the first immediately. */
const trickle = ({ outgoing, timers }: Trigger, real: WireResponse): number => {
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
const huge = ({ outgoing }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, headers);
  pipeline(Readable.from(padded(body, HUGE_BYTES)), outgoing, ignore);
  return status;
};

/** About 300 kB on the wire. Compressed even if the client did not accept it, like a hostile server. */
const gzipBomb = ({ outgoing }: Trigger, real: WireResponse): number => {
  const { status, headers, body } = withBody(real);
  outgoing.writeHead(status, { ...headers, "content-encoding": "gzip" });
  pipeline(Readable.from(padded(body, BOMB_BYTES)), createGzip(), outgoing, ignore);
  return status;
};

/** The faults of the connection and of the bytes on it. */
export const TRANSFER_FAULTS = {
  refuse: { ...SANDBOX_FAULTS.refuse, closesPort: true },
  "reset-before": { ...SANDBOX_FAULTS["reset-before"], send: reset },
  "reset-after": { ...SANDBOX_FAULTS["reset-after"], send: reset },
  "reset-in-body": { ...SANDBOX_FAULTS["reset-in-body"], send: resetInBody },
  "hang-before": { ...SANDBOX_FAULTS["hang-before"], send: hang },
  "hang-after": { ...SANDBOX_FAULTS["hang-after"], send: hang },
  "hang-in-body": { ...SANDBOX_FAULTS["hang-in-body"], send: hangInBody },
  "cut-json": { ...SANDBOX_FAULTS["cut-json"], send: cutJson },
  "slow-drip": { ...SANDBOX_FAULTS["slow-drip"], send: trickle },
  huge: { ...SANDBOX_FAULTS.huge, send: huge },
  "gzip-bomb": { ...SANDBOX_FAULTS["gzip-bomb"], send: gzipBomb },
} as const satisfies Readonly<Partial<Record<FaultName, Fault>>>;
