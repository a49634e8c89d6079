import { STATUS_CODES } from "node:http";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { lossyNumber } from "../model/lossy-number.js";
import { toJson } from "../output/json-text.js";
import { sanitizeLine } from "../output/sanitize.js";
import { cellOf, isIdName } from "../output/select-fields.js";
import type { Table, View } from "../output/view.js";
import { type ConnectionLocation, locationText } from "./location-text.js";

/** The response to a request that the user wrote, complete. */
export interface RawResponse {
  readonly method: string;
  /** Without its query. */
  readonly route: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Unchanged. */
  readonly body: string;
  /** The parsed body, if it is JSON. */
  readonly json: JsonValue | undefined;
  /** Whether status and headers are part of what is shown. */
  readonly withHead: boolean;
  /** Novu repeated an earlier response to the idempotency key, and wrote nothing now. */
  readonly isReplay: boolean;
  readonly warnings: readonly string[];
  readonly location: ConnectionLocation;
}

/** A body that is not JSON as a text, an empty one as null. */
const contentOf = ({ json, body }: RawResponse): JsonValue =>
  json === undefined ? (body === "" ? null : body) : json;

const responseDocument = (response: RawResponse): JsonValue =>
  response.withHead
    ? { status: response.status, headers: { ...response.headers }, body: contentOf(response) }
    : contentOf(response);

const responseView = (response: RawResponse): View => {
  const { method, route, status, json, body, withHead } = response;
  const text = json === undefined ? body.replace(/\n$/, "") : toJson(json);
  const isQuestion = method === "GET" && body !== "";
  return {
    ...(isQuestion
      ? {}
      : {
          headline: {
            level: response.isReplay ? "info" : "done",
            text: `${method} ${route}: ${statusText(status)}${body === "" ? ", empty response" : ""}`,
            context: locationText(response.location),
          },
        }),
    text: withHead
      ? `${headLines(response).map(sanitizeLine).join("\n")}\n${text === "" ? "" : `\n${text}`}`
      : text,
    ...(json === undefined && !withHead ? {} : { table: jsonTable(rowsOf(responseDocument(response))) }),
    warnings: [...response.warnings, ...contentWarnings(response)],
  };
};

const statusText = (status: number): string => `${status} ${STATUS_CODES[status] ?? ""}`.trimEnd();

/** The status line and the headers. */
export const headLines = ({ status, headers }: Pick<RawResponse, "status" | "headers">): string[] => [
  `HTTP/1.1 ${statusText(status)}`,
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
];

/** The items of a list, or the one object; either may be in an envelope. */
const rowsOf = (document: JsonValue): readonly JsonValue[] => {
  if (Array.isArray(document)) return document;
  if (!isJsonObject(document)) return [document];
  const { data } = document;
  if (Array.isArray(data)) return data;
  return isJsonObject(data) && !("_id" in document) && !("id" in document) ? [data] : [document];
};

const contentWarnings = ({ body, json }: RawResponse): string[] => {
  const number = json === undefined ? undefined : lossyNumber(body);
  return [
    ...(/^\s*<(?:!doctype|html)\b/i.test(body)
      ? ["this is an HTML page, which Novu's API never returns; check the URL"]
      : []),
    ...(body.includes("\ufffd") ? ["the response isn't all text: unreadable parts are shown as \ufffd"] : []),
    ...(number === undefined ? [] : [`the response contains ${number}, which can't be shown exactly`]),
  ];
};

/** Items of a paginated list. */
export interface RawItems {
  readonly items: readonly JsonValue[];
  /** The same for all parts of a list, since its table has one header. */
  readonly columns: readonly string[];
  /** Fields that first occur after the header was printed. */
  readonly late: readonly string[];
}

const itemsView = ({ items, columns, late }: RawItems): View => ({
  text: toJson(items),
  table: jsonTable(items, columns),
  warnings:
    late.length === 0
      ? []
      : [`later items have more fields: ${late.join(", ")}; use --fields or --json to see them`],
});

export const rawDocument = (model: RawResponse | RawItems): JsonValue =>
  "items" in model ? [...model.items] : responseDocument(model);

export const rawView = (model: RawResponse | RawItems): View =>
  "items" in model ? itemsView(model) : responseView(model);

/** The column of values that are not objects, and so have no field names. */
const VALUE = "value";

/** The field names of all rows, in order of first appearance. */
export const columnsOf = (rows: readonly JsonValue[]): string[] => [
  ...new Set(rows.flatMap((row) => (isJsonObject(row) ? Object.keys(row) : [VALUE]))),
];

/** A table of JSON of unknown shape; nested values are JSON in their cells. */
const jsonTable = (rows: readonly JsonValue[], columns: readonly string[] = columnsOf(rows)): Table => ({
  columns: columns.map((title) => ({ title, isName: true, isId: isIdName(title) })),
  rows: rows.map((row) => columns.map((column) => cellOf(valueIn(row, column)))),
});

const valueIn = (row: JsonValue, column: string): JsonValue | undefined => {
  if (!isJsonObject(row)) return column === VALUE ? row : undefined;
  return Object.hasOwn(row, column) ? row[column] : undefined;
};
