import net from "node:net";
import { afterAll } from "vitest";
import { recordFigure } from "./figures.js";

/** Loaded before every test file: a connection to anything but this machine is an error, not a request. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** A label longer than 63 characters is refused before any resolver is asked. */
const isUnresolvable = (host: string): boolean => host.split(".").some((label) => label.length > 63);

const connect = net.Socket.prototype.connect;
let connections = 0;

net.Socket.prototype.connect = function (this: net.Socket, ...words: unknown[]) {
  const options = words.flat()[0];
  const host =
    typeof options === "object" && options !== null && "host" in options ? options.host : undefined;
  if (typeof host === "string" && !LOOPBACK.test(host) && !isUnresolvable(host)) {
    throw new Error(`a test tried to reach ${host}`);
  }
  connections += 1;
  return Reflect.apply(connect, this, words);
};

afterAll(() => recordFigure("no other host is contacted", { connections }));
