import { Argument, Option } from "@commander-js/extra-typings";
import type { ValueKind } from "../context/command-node.js";

/** What is known of an option or a place beyond what commander keeps. */
export interface OptionMetadata {
  /** What its value is about. */
  readonly about?: ValueKind;
  /** It may be given more than once. */
  readonly isRepeatable?: boolean;
  /** The long option that fills the same place. */
  readonly flag?: string;
}

const METADATA = Symbol("marks");

/** The same option or place, with marks that the tree shows. */
export const withMetadata = <Subject extends object>(subject: Subject, marks: OptionMetadata): Subject =>
  Object.assign(subject, { [METADATA]: marks });

export const metadataOf = (subject: object): OptionMetadata =>
  METADATA in subject ? (subject[METADATA] as OptionMetadata) : {};

/**
 * An option that takes one of a few words: the words are for help and completion, `parse` is what checks
 * them. commander's own check knows no suggestion.
 */
export const wordOption = <Flags extends string, const Word extends string, Value>(
  flags: Flags,
  description: string,
  words: readonly Word[],
  parse: (text: string) => Value,
) => new Option(flags, description).choices(words).argParser(parse);

/** The same for a place. Where words can move to another place, `parse` is `String` and the spec checks. */
export const wordArgument = <Name extends string, const Word extends string, Value>(
  name: Name,
  description: string,
  words: readonly Word[],
  parse: (text: string) => Value,
) => new Argument(name, description).choices(words).argParser(parse);
