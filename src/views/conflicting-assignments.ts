import { Failure } from "../failures/failure.js";

/** `--set` and `--set-json` that contradict each other. @param why see `assignmentConflict` */
export const conflictingAssignments = (why: string): Failure =>
  new Failure("E_PAYLOAD", why, {
    hint: ["For a list, use [] for each item: tags[]=a tags[]=b. Nothing was sent."],
  });
