import type { ButtonType, ServerVersion } from "./sandbox.js";

export interface Redirect {
  readonly url: string;
  readonly target?: string;
}

interface ButtonTemplate extends Partial<Redirect> {
  readonly type: ButtonType;
  readonly content: string;
}

export interface WorkflowTemplate {
  readonly identifier: string;
  readonly name: string;
  readonly content: string;
  readonly subject?: string;
  readonly stepId?: string;
  readonly redirect?: Redirect;
  readonly buttons: readonly ButtonTemplate[];
  /** "pending" for old-kind workflows; new-kind ones have no status (docs/novu-api.md, "One answer per message"). */
  readonly initialStatus?: string;
}

const classic: readonly WorkflowTemplate[] = [
  {
    identifier: "approval",
    name: "Approval",
    content: "Approve <b>{{what}}</b>?",
    redirect: { url: "/approvals/{{what}}" },
    buttons: [
      { type: "primary", content: "Approve" },
      { type: "secondary", content: "Reject" },
    ],
    initialStatus: "pending",
  },
  {
    identifier: "single",
    name: "Single",
    content: "Acknowledge {{what}}",
    redirect: { url: "" },
    buttons: [{ type: "primary", content: "OK" }],
    initialStatus: "pending",
  },
  {
    identifier: "notice",
    name: "Notice",
    content: "Notice {{what}}",
    redirect: { url: "/n/{{what}}" },
    buttons: [],
  },
];

/** Created through POST /v2/workflows, which old servers lack. */
const newKind: readonly WorkflowTemplate[] = [
  {
    identifier: "approval-v2",
    name: "Approval V2",
    content: "Approve {{what}}?",
    subject: "Approval",
    stepId: "in-app",
    redirect: { url: "/approvals/1", target: "_self" },
    buttons: [
      { type: "primary", content: "Approve", url: "https://example.com/ok", target: "_self" },
      { type: "secondary", content: "Reject" },
    ],
  },
  {
    identifier: "single-v2",
    name: "Single V2",
    content: "Acknowledge {{what}}",
    stepId: "in-app",
    buttons: [{ type: "primary", content: "OK" }],
  },
  {
    identifier: "notice-v2",
    name: "Notice V2",
    content: "Notice {{what}}",
    stepId: "in-app",
    redirect: { url: "/n/1", target: "_blank" },
    buttons: [],
  },
];

const all = [...classic, ...newKind];

export const workflowTemplates = {
  "2.0": classic,
  "3.15": all,
  // The recorded server's workflows were named like their identifiers.
  "3.19": all.map((template) => ({ ...template, name: template.identifier })),
} satisfies Record<ServerVersion, readonly WorkflowTemplate[]>;
