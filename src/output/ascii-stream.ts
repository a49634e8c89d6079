import type { Writable } from "node:stream";
import { asciiText } from "./ascii-text.js";
import type { TerminalStream } from "./terminal-stream.js";

/** The same terminal, written to in ASCII; what is exact for programs goes to `exact`. */
export const asciiStream = (terminal: TerminalStream): TerminalStream => {
  const { stream } = terminal;
  return {
    stream: inAscii(stream, () => terminal.columns),
    exact: stream,
    isTerminal: terminal.isTerminal,
    get columns() {
      return terminal.columns;
    },
  };
};

/** What listens to the terminal, or asks what it is, meets the terminal itself; only texts are changed on their way. */
const inAscii = (stream: Writable, columns: () => number): Writable => {
  const write = (chunk: unknown, ...rest: unknown[]): unknown =>
    Reflect.apply(stream.write, stream, [
      typeof chunk === "string" ? asciiText(chunk, columns()) : chunk,
      ...rest,
    ]);
  return new Proxy(stream, {
    get: (target, name) => {
      if (name === "write") return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
};
