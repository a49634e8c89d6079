import { onTestFinished } from "vitest";
import {
  type LoggedRequest,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from "../../src/sandbox/sandbox.js";
import { TEST_KEYS } from "./key-watch.js";

export const KEY = TEST_KEYS.first;

/** A sandbox for this test only, with the variables that select it. */
export interface TestSandbox extends Sandbox {
  readonly env: Readonly<Record<string, string>>;
  /** Requests as `METHOD path body`, newest last, since `forget`. */
  readonly wire: () => string[];
  readonly forget: () => void;
}

export const useSandbox = async (options: SandboxOptions = {}): Promise<TestSandbox> => {
  const sandbox = await startSandbox({ keys: [KEY], ...options });
  onTestFinished(() => sandbox.close());
  let seen = 0;
  return {
    ...sandbox,
    env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: sandbox.url },
    wire: () => sandbox.requests.slice(seen).map(lineOf),
    forget: () => {
      seen = sandbox.requests.length;
    },
  };
};

const lineOf = ({ method, path, body }: LoggedRequest): string => `${method} ${path} ${body}`.trim();

/** Seeds one message and returns its ID. */
export const seedOne = (sandbox: Sandbox, input: Parameters<Sandbox["seed"]>[0] = {}): string => {
  const [message] = sandbox.seed(input);
  if (message === undefined) throw new Error("the sandbox made no message");
  return message.messageId;
};
