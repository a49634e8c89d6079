import { type JsonValue, jsonIn } from "../model/json.js";
import { escapeUnsafe } from "../output/json-text.js";
import type { View } from "../output/view.js";
import { type CommandLine, continuedLine, quoteLine, shellText } from "../processes/quote.js";
import type { RequestPreviewDocument } from "../schemas/request-preview.js";

/** A request that was not sent. The key is the name of a variable, never the key. */
export interface RequestPreview {
  readonly form: "curl" | "http" | "json";
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes. */
  readonly body: string | undefined;
}

interface UnsentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `text` is sent in its place. */
  readonly body?: unknown;
  readonly text?: string;
}

/** A request as it would be sent, with the name of a variable in place of the key. */
export const previewRequest = (
  { method, path, headers, body, text = JSON.stringify(body) }: UnsentRequest,
  baseUrl: string,
  form: RequestPreview["form"],
): RequestPreview => ({
  form,
  method,
  url: baseUrl + path,
  headers: {
    authorization: KEY_HEADER,
    ...(text === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  },
  body: text,
});

export const requestPreviewDocument = ({
  method,
  url,
  headers,
  body,
}: RequestPreview): RequestPreviewDocument => ({
  method,
  url,
  headers: { ...headers },
  body: body === undefined ? null : jsonOf(body),
});

/** A body that is not JSON is a text: `--input` takes anything; what it is, is for the server to say. */
const jsonOf = (text: string): JsonValue => {
  const value = jsonIn(text);
  return value === undefined ? text : value;
};

export const requestPreviewView = (preview: RequestPreview): View => ({
  headline: { level: "info", text: "nothing was sent; this is the request" },
  text: FORMS[preview.form](preview),
});

const KEY_HEADER = "ApiKey $NOVU_SECRET_KEY";

/** Double quotes let the shell put the key in its place. Nothing but this text of our own stands in them. */
const headerLine = ([name, value]: readonly [string, string]): CommandLine =>
  name === "authorization" && value === KEY_HEADER
    ? shellText`--header "authorization: ApiKey $NOVU_SECRET_KEY"`
    : quoteLine(["--header", `${name}: ${value}`]);

/** What curl takes for a list or a range of addresses. */
const CURL_GLOB = /[[\]{}]/;

const curl = ({ method, url, headers, body }: RequestPreview): string =>
  continuedLine([
    quoteLine(["curl", ...(CURL_GLOB.test(url) ? ["--globoff"] : []), "--request", method, url]),
    ...Object.entries(headers).map(headerLine),
    ...(body === undefined ? [] : [quoteLine(["--data-raw", harmlessBody(body)])]),
  ]);

/** JSON can say what cannot be seen in characters that can; a terminal would leave it out. */
const harmlessBody = (body: string): string => (jsonIn(body) === undefined ? body : escapeUnsafe(body));

const http = ({ method, url, headers, body }: RequestPreview): string => {
  const { host, pathname, search } = new URL(url);
  return [
    `${method} ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ["", body]),
  ].join("\n");
};

const json = (preview: RequestPreview): string =>
  JSON.stringify(requestPreviewDocument(preview), undefined, 2);

const FORMS: Readonly<Record<RequestPreview["form"], (preview: RequestPreview) => string>> = {
  curl,
  http,
  json,
};
