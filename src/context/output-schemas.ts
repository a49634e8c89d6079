import type { JsonObject } from "../model/json.js";
import type { CommandOutput } from "../schemas/command-output.js";

/** What a command prints to stdout in the formats for programs. */
export interface OutputSchema {
  readonly documents: CommandOutput["documents"];
  /** The JSON Schema of the --json output, or of each event if there are many. */
  readonly json: JsonObject | null;
  /** That of one line of -o ndjson, if it differs from `json`. */
  readonly ndjson?: JsonObject;
}

/** The published JSON Schemas (2020-12), each complete by itself. */
export interface OutputSchemas {
  /** By the words of the command. */
  readonly commands: Readonly<Record<string, OutputSchema>>;
  readonly errorDocument: JsonObject;
  readonly warningDocument: JsonObject;
}
