import { expect, test } from "vitest";
import { SANDBOX_FAULT_NAMES } from "../../src/model/sandbox-faults.js";
import { recordFigure } from "../support/figures.js";
import { useHttpServer } from "../support/loopback-server.js";
import { READS, WRITES } from "./faulted-commands.js";
import { runWithFault } from "./run-with-fault.js";

const REDIRECTS = SANDBOX_FAULT_NAMES.filter((name) => name.startsWith("redirect-"));

test.each([...WRITES, ...READS])(
  "$name follows no redirect, so that the key is not sent to another server",
  async (command) => {
    const received: string[] = [];
    const port = await useHttpServer((request, response) => {
      received.push(`${request.method} ${request.url}`);
      response.writeHead(200).end("{}");
    });
    for (const name of REDIRECTS) {
      const end = await runWithFault(command, {
        name,
        times: "forever",
        location: `http://127.0.0.1:${port}/v1/x`,
      });
      expect.soft([end.code, end.stdout, end.requests], name).toEqual([12, "", 1]);
      expect.soft(end.stderr, name).toContain(`redirects to http://127.0.0.1:${port}/v1/x`);
    }
    expect(received).toEqual([]);
    recordFigure("no redirect is followed", { runs: REDIRECTS.length });
  },
);
