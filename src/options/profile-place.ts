import { Argument } from "@commander-js/extra-typings";
import { mark } from "./marks.js";

/** A place for the name of a profile that exists. */
export const profilePlace = <Name extends string>(name: Name, description: string) =>
  mark(new Argument(name, description), { about: "profile" });
