import { isUtf8 } from "node:buffer";
import { Failure } from "../failures/failure.js";

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** In bytes. Limits memory for any chunk size, and lets the garbage collector free rows while they are young. */
const MAX_PART_BYTES = 8_192;

/** Bytes that are looked at to tell the encoding. */
const SAMPLE_BYTES = 256;
/** Of the shortest line that has rows: the names of two columns. */
const MIN_LINE_BYTES = 20;

const LF = 0x0a;
const CR = 0x0d;

/** Decodes UTF-8 or UTF-16, with or without a byte order mark. @throws Failure E_ROWS for any other encoding */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, undefined, undefined> {
  let decode: Decode | undefined;
  for await (const chunk of withLongStart(chunks)) {
    decode ??= createDecoder(encodingOf(chunk));
    for (let start = 0; start < chunk.length; start += MAX_PART_BYTES) {
      const text = decode(chunk.subarray(start, start + MAX_PART_BYTES));
      if (text !== "") yield text;
    }
  }
  decode?.(undefined);
}

/** The same bytes, the first chunk long enough to tell the encoding. */
async function* withLongStart(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined, undefined> {
  let held: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (held !== undefined) held = Buffer.concat([held, chunk]);
    if (held !== undefined && !tellsEncoding(held)) continue;
    yield held ?? chunk;
    held = undefined;
  }
  if (held !== undefined && held.length > 0) yield held;
}

/** A line is enough: a program may write the next one only once it has the result of the first. */
const tellsEncoding = (bytes: Uint8Array): boolean =>
  bytes.length >= SAMPLE_BYTES ||
  (bytes.length > MIN_LINE_BYTES && (bytes.includes(LF) || bytes.includes(CR)));

/** One zero in so many bytes makes it UTF-16: the names of the columns alone have more. A lone NUL does not. */
const MIN_ZEROS_PART = 16;

/** UTF-16 has a zero byte in every ASCII character; UTF-8 text has none at all. */
const encodingOf = (bytes: Uint8Array): Encoding => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let even = 0;
  let odd = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (Math.abs(odd - even) * MIN_ZEROS_PART < sample.length) return "utf-8";
  return odd > even ? "utf-16le" : "utf-16be";
};

/** Decodes the next bytes; undefined for the end. @throws Failure E_ROWS */
type Decode = (bytes: Uint8Array | undefined) => string;

const createDecoder = (encoding: Encoding): Decode => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const lines = { lf: 0, cr: 0 };
  return (bytes) => {
    try {
      const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      lines.lf += countOf(text, "\n");
      if (lines.lf === 0) lines.cr += countOf(text, "\r");
      return text;
    } catch {
      throw notText(encoding, 1 + validLinesBefore(lines, bytes, encoding));
    }
  };
};

const validLinesBefore = (
  lines: { readonly lf: number; readonly cr: number },
  bytes: Uint8Array | undefined,
  encoding: Encoding,
): number => {
  const end = lines.lf === 0 && !bytes?.includes(LF) ? CR : LF;
  const complete = end === LF ? lines.lf : lines.cr;
  return complete + (encoding === "utf-8" ? validLinesIn(bytes, end) : 0);
};

const notText = (encoding: Encoding, line: number): Failure =>
  new Failure(
    "E_ROWS",
    `the input isn't valid ${encoding === "utf-8" ? "UTF-8" : "UTF-16"}: see line ${line}`,
    { hint: ["Save it as UTF-8 (“CSV UTF-8” in a spreadsheet)."] },
  );

const countOf = (text: string, char: string): number => {
  let count = 0;
  for (let at = text.indexOf(char); at !== -1; at = text.indexOf(char, at + 1)) count += 1;
  return count;
};

/** The number of complete valid lines, ignoring the rest of a character that began in the previous part. */
const validLinesIn = (bytes: Uint8Array = new Uint8Array(), lineEnd: number): number => {
  const first = bytes.findIndex((byte) => byte >> 6 !== 0b10);
  let count = 0;
  for (let start = Math.max(first, 0); ; count += 1) {
    const end = bytes.indexOf(lineEnd, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return count;
    start = end + 1;
  }
};
