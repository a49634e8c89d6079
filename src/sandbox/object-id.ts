import { randomBytes } from "node:crypto";

const COUNTER_SIZE = 0x1000000;
const OBJECT_ID = /^[0-9a-f]{24}$/i;

export const isObjectId = (text: string): boolean => OBJECT_ID.test(text);

/** MongoDB ObjectIds: seconds, five random bytes, a counter. Later IDs sort later within one second. */
export const createIdSource = (): ((at: number) => string) => {
  const machine = randomBytes(5).toString("hex");
  let counter = randomBytes(2).readUInt16BE();
  return (at) => {
    counter = (counter + 1) % COUNTER_SIZE;
    const seconds = Math.floor(at / 1000);
    return `${seconds.toString(16).padStart(8, "0")}${machine}${counter.toString(16).padStart(6, "0")}`;
  };
};
