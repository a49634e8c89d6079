import { Argument, Option } from "@commander-js/extra-typings";
import { BUTTONS } from "../model/action.js";
import { collect, messageId, someText } from "./arguments.js";
import { mark, wordArgument, wordOption } from "./marks.js";

/** Whose message, which message and which button: by place or by flag, the same in every command. */

export const subscriberPlace = (what = "whose message it is: your own id for the subscriber") =>
  mark(new Argument("[subscriberId]", what), {
    about: "subscriber",
    flag: "--subscriber",
  });

export const messagePlace = () =>
  mark(new Argument("[messageId]", "24 hexadecimal digits"), { about: "message", flag: "--message" });

export const messagesPlace = () =>
  mark(new Argument("[messageId...]", "24 hexadecimal digits each"), { about: "message", flag: "--message" });

export const messagesOption = () =>
  mark(new Option("--message <id>", "a message, instead of by place").argParser(collect(messageId)), {
    about: "message",
    isRepeatable: true,
  });

/** Not checked here: with a flag in its stead the word in this place is another one. */
export const buttonPlace = () =>
  mark(wordArgument("[button]", "which button", BUTTONS, String), { flag: "--button" });

export const subscriberOption = () =>
  mark(new Option("--subscriber <id>", "the subscriber, instead of by place"), { about: "subscriber" });

export const messageOption = () =>
  mark(new Option("--message <id>", "the message, instead of by place"), { about: "message" });

export const buttonOption = () =>
  wordOption(
    "--button <button>",
    "the button, instead of by place; also by what is written on it",
    BUTTONS,
    someText,
  );
