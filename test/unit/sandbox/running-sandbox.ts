import { onTestFinished } from "vitest";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/sandbox.js";
import { startSandbox } from "../../../src/sandbox/sandbox.js";

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Reply>;

export interface RunningSandbox {
  readonly sandbox: Sandbox;
  readonly send: Send;
}

export const senderFor =
  (url: string, key: string): Send =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `ApiKey ${key}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };

/** Runs until the test ends. */
export const runSandbox = async (options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return { sandbox, send: senderFor(sandbox.url, sandbox.keys[0] ?? "") };
};

export const actionPath = (messageId: string, type = "primary", subscriberId = "sub-1"): string =>
  `/v1/subscribers/${encodeURIComponent(subscriberId)}/messages/${messageId}/actions/${type}`;

export const listPath = (query: Readonly<Record<string, string>>): string =>
  `/v1/messages?${new URLSearchParams(query)}`;
