import { expect, test } from "vitest";
import { recording, type Visit } from "../../../src/commands/doctor/visit.js";

test("of an answer that was looked at its status and headers are kept, not its body", async () => {
  const visits: Visit[] = [];
  const response = { status: 200, headers: { date: "today" }, body: "b".repeat(1_000) };
  const http = recording(
    async () => response,
    visits,
    false,
    () => 0,
  );
  expect(await http({ method: "GET", path: "/v1/x" })).toBe(response);
  expect(visits.map((visit) => visit.response)).toEqual([{ status: 200, headers: { date: "today" } }]);
});
