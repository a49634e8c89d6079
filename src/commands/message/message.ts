import { Command } from "@commander-js/extra-typings";
import { groupOf } from "../../options/command-spec.js";
import { messageDeleteCommand } from "./delete.js";
import { messageListCommand } from "./list.js";
import { messageMarkCommand } from "./mark.js";
import { messageShowCommand } from "./show.js";

export const messageGroup = groupOf(
  () => new Command("message").description("List, show, mark and delete messages"),
  {
    list: messageListCommand,
    show: messageShowCommand,
    mark: messageMarkCommand,
    delete: messageDeleteCommand,
  },
);
