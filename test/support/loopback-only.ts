import net from "node:net";
import { afterAll } from "vitest";
import { recordFigure } from "./figures.js";

/** Loaded before every test file: connecting to another machine is an error. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** A label longer than 63 characters is refused before it is resolved. */
const isUnresolvable = (host: string): boolean => host.split(".").some((label) => label.length > 63);

/** Files that share a process share its guard: a second one would only count each connection twice. */
declare global {
  var loopbackGuard: { connections: number } | undefined;
}

const installGuard = (): { connections: number } => {
  const guard = { connections: 0 };
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (this: net.Socket, ...words: unknown[]) {
    const options = words.flat()[0];
    const host =
      typeof options === "object" && options !== null && "host" in options ? options.host : undefined;
    if (typeof host === "string" && !LOOPBACK.test(host) && !isUnresolvable(host)) {
      throw new Error(`a test tried to reach ${host}`);
    }
    guard.connections += 1;
    return Reflect.apply(connect, this, words);
  };
  return guard;
};

globalThis.loopbackGuard ??= installGuard();
const guard = globalThis.loopbackGuard;
const before = guard.connections;

afterAll(() => recordFigure("no other host is contacted", { connections: guard.connections - before }));
