import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import { closest } from "../../../model/closest.js";
import { didYouMean } from "../../../model/did-you-mean.js";
import type { WantedButton } from "../../../polling/awaited-message.js";

/** The exit code of a wait that a button ended. */
export type ExitMap = Readonly<Record<Button, number>>;

/** Above it shells have meanings of their own: not found, not runnable, ended by a signal. */
const HIGHEST = 125;

/** The button that was waited for is 0, the other one 20; a user's codes go before. @throws Failure E_USAGE, E_ENUM */
export const exitMap = (wanted: WantedButton, typed: string | undefined): ExitMap => {
  const asked = wanted === "any" ? "primary" : wanted;
  const codes = BUTTONS.map((button) => [button, exitCodeOf(button === asked ? "ok" : "secondary")] as const);
  const own = (typed?.split(",") ?? []).map((part) => readCode(part.trim()));
  return Object.fromEntries([...codes, ...own]) as ExitMap;
};

const readCode = (part: string): readonly [Button, number] => {
  const [, name = "", digits = ""] = /^([^=]*)=(\d{1,3})$/.exec(part) ?? [];
  const code = Number(digits);
  if (digits === "" || code > HIGHEST) {
    throw new Failure("E_USAGE", `--map: "${part}" is not button=code`, {
      hint: [`Write primary=0,secondary=1, with codes from 0 to ${HIGHEST}. Nothing was sent.`],
    });
  }
  const button = BUTTONS.find((word) => word === name);
  if (button !== undefined) return [button, code];
  const meant = closest(name, BUTTONS);
  throw new Failure("E_ENUM", `--map: "${name}" is not a button${didYouMean(meant)}`, {
    hint: ["Nothing was sent."],
    correction: meant === undefined ? undefined : { wrong: part, right: `${meant}=${code}` },
  });
};
