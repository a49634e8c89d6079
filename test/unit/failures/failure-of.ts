import { Failure } from "../../../src/failures/failure.js";

/** The failure that the call throws or rejects with. Any other error is rethrown. */
export const failureOf = async (call: () => unknown): Promise<Failure> => {
  try {
    await call();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("the call did not fail");
};

/** The failure's code and message on one line. */
export const refusalOf = async (call: () => unknown): Promise<string> => {
  const { code, message } = await failureOf(call);
  return `${code}: ${message}`;
};
