import { open } from "node:fs/promises";

const NEWLINE = 0x0a;

/**
 * Puts text after what a file holds, on a line of its own: behind a line that somebody left open it would become a
 * part of that. Nothing is written where the file would grow beyond `limit` bytes; tells whether it was.
 */
export const appendText = async (
  file: string,
  text: string,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<boolean> => {
  const handle = await open(file, "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const isOpen = size > 0 && last[0] !== NEWLINE;
    const bytes = Buffer.from(isOpen ? `\n${text}` : text);
    if (size + bytes.length > limit) return false;
    await handle.appendFile(bytes);
    return true;
  } finally {
    await handle.close();
  }
};
