import { beforeAll, describe, expect, test } from "vitest";
import type { ServerVersion } from "../../src/sandbox/sandbox.js";
import { readRecording } from "./recording.js";
import { type ReplayedStep, replayRecording } from "./replay.js";

describe.each<[ServerVersion, string, number]>([
  ["2.0", "novu-2.0.0", 42],
  ["3.15", "novu-3.15.0", 60],
  ["3.19", "novu-3.19.0", 75],
])("a sandbox of server %s responds as %s was recorded", (server, file, scenarioCount) => {
  const recording = readRecording(file);
  const names = Object.keys(recording.scenarios);
  let replayed: ReadonlyMap<string, readonly ReplayedStep[]>;

  beforeAll(async () => {
    replayed = await replayRecording(recording, server);
  });

  test("every scenario is replayed", () => {
    expect(names).toHaveLength(scenarioCount);
    expect([...replayed.keys()]).toEqual(names);
  });

  test.each(names)("%s", (name) => {
    const steps = replayed.get(name) ?? [];
    expect(steps).toHaveLength(recording.scenarios[name]?.steps.length ?? -1);
    expect(steps.map(({ answered }) => answered)).toStrictEqual(steps.map(({ recorded }) => recorded));
  });
});
