import { readFileSync } from "node:fs";

export interface RecordedStep {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly server: "stock" | "flags" | "tight";
    readonly headers: Readonly<Record<string, string>>;
    /** null = no header; absent = "ApiKey <key>". */
    readonly auth?: string | null;
    /** Times in it are one hour ahead. */
    readonly body?: string | null;
    /** Values of the response, by dotted path, that later steps have as `{$name}`. */
    readonly capture?: Readonly<Record<string, string>>;
  };
  readonly response: Exchange;
}

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Scenario {
  /** The new messages at the start of the scenario. */
  readonly messages: Readonly<Record<string, { readonly id: string; readonly tx: string }>>;
  readonly steps: readonly RecordedStep[];
}

export interface Recording {
  readonly about: string;
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

export const readRecording = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), "utf8"));

/** The names of all recorded response headers; other headers were not recorded. */
export const recordedHeaderNames = (recording: Recording): readonly string[] => [
  ...new Set(
    Object.values(recording.scenarios).flatMap(({ steps }) =>
      steps.flatMap(({ response }) => Object.keys(response.headers)),
    ),
  ),
];
