import { Failure } from "../../failures/failure.js";

/** `forever`, or a whole number from 1. @throws Failure E_USAGE */
export const forHowOften =
  (most: number) =>
  (text: string): number | "forever" => {
    const number = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
    if (text === "forever") return text;
    if (number <= most) return number;
    throw new Failure("E_USAGE", `"${text}" is not a number of times: write 1 to ${most}, or forever`);
  };

/** More than 0 and at most 1. @throws Failure E_USAGE */
export const probability = (text: string): number => {
  const number = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number > 0 && number <= 1) return number;
  throw new Failure("E_USAGE", `"${text}" is not a probability`, {
    hint: ["Write more than 0 and at most 1: 0.05 is one request in twenty."],
  });
};

/** @throws Failure E_USAGE */
export const pathPrefix = (text: string): string => {
  if (text.startsWith("/")) return text;
  throw new Failure("E_USAGE", `"${text}" is not the beginning of a path: it needs a slash first`, {
    hint: ["Such as /v1/messages. Nothing was sent."],
  });
};

/** A whole http address, as a header can carry it. @throws Failure E_USAGE */
export const headerUrl = (text: string): string => {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text).href;
  throw new Failure("E_USAGE", `"${text}" is not a whole http address`, {
    hint: ["Such as http://127.0.0.1:4000/. Nothing was sent."],
  });
};
