import { Argument, Option } from "@commander-js/extra-typings";
import { BUTTONS } from "../model/action.js";
import { collect, messageId, someText } from "./arguments.js";
import { withMetadata, wordArgument, wordOption } from "./option-metadata.js";

/** Subscriber, message and button, as positionals and as options; the same in every command. */

export const subscriberPositional = (what = "whose message it is: your own id for the subscriber") =>
  withMetadata(new Argument("[subscriberId]", what), {
    about: "subscriber",
    flag: "--subscriber",
  });

export const messagePositional = () =>
  withMetadata(new Argument("[messageId]", "24 hexadecimal digits"), { about: "message", flag: "--message" });

export const messagesPositional = () =>
  withMetadata(new Argument("[messageId...]", "24 hexadecimal digits each"), {
    about: "message",
    flag: "--message",
  });

export const messagesOption = () =>
  withMetadata(new Option("--message <id>", "a message, instead of by place").argParser(collect(messageId)), {
    about: "message",
    isRepeatable: true,
  });

/** Not checked here: if --button is given, this positional may hold another value. */
export const buttonPositional = () =>
  withMetadata(wordArgument("[button]", "which button", BUTTONS, String), { flag: "--button" });

export const subscriberOption = () =>
  withMetadata(new Option("--subscriber <id>", "the subscriber, instead of by place"), {
    about: "subscriber",
  });

export const messageOption = () =>
  withMetadata(new Option("--message <id>", "the message, instead of by place"), { about: "message" });

export const buttonOption = () =>
  wordOption(
    "--button <button>",
    "the button, instead of by place; also by what is written on it",
    BUTTONS,
    someText,
  );
