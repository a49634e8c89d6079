import { isUtf8 } from "node:buffer";
import { Failure } from "../failures/failure.js";
import { lineEndsIn } from "./split-text.js";

/**
 * In bytes. Larger chunks are taken in parts, so that memory does not depend on how the input comes, and that the
 * rows of one part are done with while they are young.
 */
const LARGEST_PART = 8_192;

/** UTF-8 with or without its mark, as text, part by part. @throws Failure E_ROWS for anything else */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, undefined, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += LARGEST_PART) {
      const bytes = chunk.subarray(start, start + LARGEST_PART);
      const text = decode(decoder, bytes, line);
      line += lineEndsIn(text);
      if (text !== "") yield text;
    }
  }
  decode(decoder, undefined, line);
}

const decode = (
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array | undefined,
  line: number,
): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new Failure("E_ROWS", `the input is not UTF-8 text: see line ${line + linesBefore(bytes)}`, {
      hint: ["Save it as UTF-8; spreadsheets call it “CSV UTF-8”."],
    });
  }
};

/** How many of the lines are whole and sound, after what is left of a character of the part before. */
const linesBefore = (bytes: Uint8Array = new Uint8Array()): number => {
  const first = bytes.findIndex((byte) => byte >> 6 !== 0b10);
  let count = 0;
  for (let start = Math.max(first, 0); ; count += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return count;
    start = end + 1;
  }
};
