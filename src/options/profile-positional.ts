import { Argument } from "@commander-js/extra-typings";
import { withMetadata } from "./option-metadata.js";

/** A place for the name of a profile that exists. */
export const profilePositional = <Name extends string>(name: Name, description: string) =>
  withMetadata(new Argument(name, description), { about: "profile" });
