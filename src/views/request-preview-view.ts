import type { JsonObject, JsonValue } from "../domain/json.js";
import type { Screen } from "../output/screen.js";
import { quoteWord } from "../shell/quote.js";

/** A request that was not sent. The key is the name of a variable, never the key. */
export interface RequestPreview {
  readonly form: "curl" | "http" | "json";
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes. */
  readonly body: string | undefined;
}

export const requestPreviewDocument = ({ method, url, headers, body }: RequestPreview): JsonObject => ({
  method,
  url,
  headers: { ...headers },
  body: body === undefined ? null : jsonOf(body),
});

/** A body that is not JSON is a text. */
const jsonOf = (text: string): JsonValue => {
  try {
    return JSON.parse(text);
  } catch {
    return text; // `--input` takes anything; what it is, is for the server to say.
  }
};

export const requestPreviewView = (preview: RequestPreview): Screen => ({
  headline: { mark: "info", text: "nothing was sent; this is the request" },
  text: FORMS[preview.form](preview),
});

/** The key's in double quotes, so that the shell puts it in its place; no other, whatever is in it. */
const headerWord = ([name, value]: readonly [string, string]): string =>
  name === "authorization" ? `"${name}: ${value}"` : quoteWord(`${name}: ${value}`);

const curl = ({ method, url, headers, body }: RequestPreview): string =>
  [
    `curl --request ${method} ${quoteWord(url)}`,
    ...Object.entries(headers).map((header) => `--header ${headerWord(header)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoteWord(body)}`]),
  ].join(" \\\n  ");

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
