import { notFound } from "../api-error.js";
import { isObject, type UnknownObject } from "../json.js";
import { isSwitchedOff, switchMessages } from "../preferences.js";
import type { Call, Route } from "../server/route.js";
import type { Workflow } from "../server-state.js";
import { bodyOf, existingSubscriber, listQuery, param } from "../validation.js";

const channels = (call: Call, workflow?: Workflow): UnknownObject => ({
  enabled: true,
  channels: {
    in_app: !isSwitchedOff(call.environment, existingSubscriber(call).internalId, workflow?.id),
  },
});

const globalPreference = (call: Call): UnknownObject => ({ level: "global", ...channels(call) });

const workflowPreference = (call: Call, workflow: Workflow): UnknownObject => ({
  level: "template",
  ...channels(call, workflow),
  workflow: {
    id: workflow.id,
    identifier: workflow.template.identifier,
    name: workflow.template.name,
    critical: false,
    tags: [],
    severity: "none",
  },
});

/** No workflow of the sandbox has tags or a severity. */
const listPreferences = (call: Call): unknown => {
  const severities = listQuery(call.query, "severity");
  const isListed =
    listQuery(call.query, "tags").length === 0 && (severities.length === 0 || severities.includes("none"));
  const workflows = isListed ? [...call.environment.workflows.values()] : [];
  return [
    globalPreference(call),
    ...workflows.map((workflow) => ({
      ...workflowPreference(call, workflow),
      overrides: [{ channel: "in_app", source: "subscriber" }],
    })),
  ];
};

const workflowOf = (call: Call, wanted: unknown): Workflow => {
  const workflows = [...call.environment.workflows.values()];
  const workflow = workflows.find(({ id, template }) => id === wanted || template.identifier === wanted);
  if (workflow === undefined) throw notFound(`Workflow with id: ${String(wanted)} is not found`);
  return workflow;
};

const update = (call: Call, fields: UnknownObject, workflow?: Workflow): void => {
  if (typeof fields.in_app !== "boolean") return;
  const { internalId } = existingSubscriber(call);
  switchMessages(call.environment, {
    subscriberInternalId: internalId,
    workflowId: workflow?.id,
    on: fields.in_app,
  });
};

const updateGlobal = (call: Call): unknown => {
  update(call, bodyOf(call));
  return globalPreference(call);
};

const updateWorkflow = (call: Call, wanted: unknown, fields: UnknownObject): unknown => {
  const workflow = workflowOf(call, wanted);
  update(call, fields, workflow);
  return workflowPreference(call, workflow);
};

const updateMany = (call: Call): unknown => {
  const { preferences } = bodyOf(call);
  const entries = Array.isArray(preferences) ? preferences.filter(isObject) : [];
  return entries.map((fields) => updateWorkflow(call, fields.workflowId, fields));
};

const PATH = "/v1/inbox/preferences";

const route = (method: "GET" | "PATCH", path: string, handle: Route["handle"]): Route => ({
  method,
  path: `${PATH}${path}`,
  category: "session",
  handle,
});

export const inboxPreferences: readonly Route[] = [
  route("GET", "", listPreferences),
  route("GET", "/global", globalPreference),
  route("PATCH", "", updateGlobal),
  route("PATCH", "/bulk", updateMany),
  route("PATCH", "/:workflowId", (call) => updateWorkflow(call, param(call, "workflowId"), bodyOf(call))),
];
