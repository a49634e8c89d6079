import { Command } from "@commander-js/extra-typings";
import { groupOf } from "../../options/command-spec.js";
import { subscriberListCommand } from "./list.js";
import { subscriberShowCommand } from "./show.js";

export const subscriberGroup = groupOf(() => new Command("subscriber").description("Find subscribers"), {
  list: subscriberListCommand,
  show: subscriberShowCommand,
});
