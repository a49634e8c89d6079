import type { StoredEnvironment } from "./server-state.js";

const ALL = "all";

const entry = (subscriberInternalId: string, workflowId: string = ALL): string =>
  `${subscriberInternalId} ${workflowId}`;

/** Whether the subscriber switched this off: messages of the workflow, or of all workflows if there is no ID. */
export const isSwitchedOff = (
  { muted }: StoredEnvironment,
  subscriberInternalId: string,
  workflowId?: string,
): boolean => muted.has(entry(subscriberInternalId, workflowId));

export const switchMessages = (
  { muted }: StoredEnvironment,
  {
    subscriberInternalId,
    workflowId,
    on,
  }: {
    readonly subscriberInternalId: string;
    readonly workflowId?: string | undefined;
    readonly on: boolean;
  },
): void => {
  if (on) muted.delete(entry(subscriberInternalId, workflowId));
  else muted.add(entry(subscriberInternalId, workflowId));
};
