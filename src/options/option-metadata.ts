import { Argument, Option } from "@commander-js/extra-typings";
import type { ValueKind } from "../context/command-node.js";

/** What is known about an option or a positional beyond what commander stores. */
interface OptionMetadata {
  /** What its value refers to. */
  readonly about?: ValueKind;
  /** It may be given more than once. */
  readonly isRepeatable?: boolean;
  /** For a positional: the long option for the same value. */
  readonly flag?: string;
}

const METADATA = Symbol("metadata");

/** Attaches metadata to an option or a positional; the command tree includes it. */
export const withMetadata = <Subject extends object>(subject: Subject, metadata: OptionMetadata): Subject =>
  Object.assign(subject, { [METADATA]: metadata });

export const metadataOf = (subject: object): OptionMetadata =>
  METADATA in subject ? (subject[METADATA] as OptionMetadata) : {};

/**
 * An option that takes one of a few words. Help and completion show the words; `parse` checks them, since commander's own
 * check makes no suggestions.
 */
export const wordOption = <Flags extends string, const Word extends string, Value>(
  flags: Flags,
  description: string,
  words: readonly Word[],
  parse: (text: string) => Value,
) => new Option(flags, description).choices(words).argParser(parse);

/** A positional that takes one of a few words. If its words may shift to another position, pass `String` and check later. */
export const wordArgument = <Name extends string, const Word extends string, Value>(
  name: Name,
  description: string,
  words: readonly Word[],
  parse: (text: string) => Value,
) => new Argument(name, description).choices(words).argParser(parse);
