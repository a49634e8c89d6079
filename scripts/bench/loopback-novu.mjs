import { createServer } from "node:http";

/** Minimal Novu stub for benchmarks, in its own process. Prints its URL; exits when stdin closes. */
const ROUTE = /^\/v1\/subscribers\/([^/]+)\/messages\/([0-9a-f]{24})\/actions\/(primary|secondary)$/;

const LIST = /^\/v1\/messages\?subscriberId=([^&]+)&/;
const LISTED = "65f0c1a9b2d4e6f8a0b1c2d3";

const ENVIRONMENT = {
  _id: "65f0c1a9b2d4e6f8a0b10002",
  name: "Development",
  identifier: "bench",
  _organizationId: "65f0c1a9b2d4e6f8a0b10005",
};

const messageDocument = (subscriberId, messageId, type, { status, payload }) => ({
  _id: messageId,
  _templateId: "65f0c1a9b2d4e6f8a0b10001",
  _environmentId: "65f0c1a9b2d4e6f8a0b10002",
  _messageTemplateId: "65f0c1a9b2d4e6f8a0b10003",
  _notificationId: "65f0c1a9b2d4e6f8a0b10004",
  _organizationId: "65f0c1a9b2d4e6f8a0b10005",
  _subscriberId: "65f0c1a9b2d4e6f8a0b10006",
  templateIdentifier: "approval",
  createdAt: "2026-01-01T00:00:00.000Z",
  content: `May ${subscriberId} deploy?`,
  transactionId: "8e3bb5d5-3b8c-4e54-a38f-1f3b0d0b3f6e",
  channel: "in_app",
  read: true,
  seen: true,
  status: "sent",
  cta: {
    type: "redirect",
    data: { url: "" },
    action: {
      status,
      buttons: [
        { type: "primary", content: "Yes" },
        { type: "secondary", content: "No" },
      ],
      result: { type, ...(payload === undefined ? {} : { payload }) },
    },
  },
  payload: {},
  overrides: {},
});

const responseTo = (url, body) => {
  if (url === "/v1/environments/me") return { status: 200, body: { data: ENVIRONMENT } };
  const [, listed] = LIST.exec(url) ?? [];
  if (listed !== undefined) {
    const data = [messageDocument(listed, LISTED, undefined, { status: "pending" })];
    return { status: 200, body: { page: 0, totalCount: 1, hasMore: false, pageSize: 100, data } };
  }
  const [, subscriberId, messageId, type] = ROUTE.exec(url) ?? [];
  if (messageId === undefined) return { status: 404, body: { statusCode: 404, message: "Not Found" } };
  return { status: 201, body: { data: messageDocument(subscriberId, messageId, type, JSON.parse(body)) } };
};

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const { status, body } = responseTo(request.url, Buffer.concat(parts).toString());
    const text = JSON.stringify(body);
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  });
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
process.stdin.on("end", () => process.exit()).resume();
