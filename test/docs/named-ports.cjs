// Loaded by every Node that a documented line starts: the ports that lines name (3000) are ports of this session, so
// that they are free, and what listens on one is what the session's other programs reach there.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const net = require("node:net");
const path = require("node:path");

const folder = process.env.SESSION_PORTS;
const noteOf = (port) => path.join(folder, String(port));
const isNamed = (port) => existsSync(noteOf(port));

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...words) {
  const [first] = words;
  const port = typeof first === "object" && first !== null ? first.port : first;
  if (!isNamed(port)) return listen.apply(this, words);
  const address = this.address.bind(this);
  this.address = () => address() && { ...address(), port };
  // A server that checks `Host` compares it with the port that its sockets have.
  this.on("connection", (socket) => Object.defineProperty(socket, "localPort", { value: port }));
  this.once("listening", () => writeFileSync(noteOf(port), String(address().port)));
  const free = typeof first === "object" ? { ...first, port: 0 } : 0;
  return listen.call(this, free, ...words.slice(1));
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...words) {
  const [options] = words.flat();
  const isHere = /^(localhost|127\.0\.0\.1)$/.test(options?.host ?? "");
  if (isHere && isNamed(options.port)) options.port = Number(readFileSync(noteOf(options.port), "utf8"));
  return connect.apply(this, words);
};
