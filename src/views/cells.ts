import type { JsonValue } from "../model/json.js";
import type { Cell } from "../output/view.js";

export const textOrNone = (text: string | undefined): Cell => (text === undefined ? "none" : { text });

/** Also "none" for the empty text. */
export const nonEmptyTextOrNone = (text: string | undefined): Cell => (text ? { text } : "none");

export const timeOrNone = (time: string | undefined): Cell => (time === undefined ? "none" : { time });

export const jsonOrNone = (json: JsonValue | undefined): Cell => (json === undefined ? "none" : { json });
