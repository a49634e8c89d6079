import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { HEADER } from "../support/bulk-input.js";
import { recordFigure } from "../support/figures.js";
import { useNovuServer } from "../support/loopback-server.js";
import { start } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

/** APPLY_ROWS=1000000 takes minutes. */
const MANY = Number(process.env.APPLY_ROWS ?? 200_000);
const FEW = 10_000;
const PART = 1_000;

/** A server that accepts everything, so that only the client is measured. */
const useAcceptingServer = () =>
  useNovuServer((request, response) => {
    request.resume();
    const [, id, button] = /\/messages\/(\w+)\/actions\/(\w+)$/.exec(request.url ?? "") ?? [];
    const data =
      id === undefined
        ? { _id: "65f0c1a9b2d4e6f8a0b1c2d0", name: "Production" }
        : { _id: id, cta: { action: { status: "done", result: { type: button } } } };
    request.on("end", () => response.writeHead(201).end(JSON.stringify({ data })));
  });

const partOf = (from: number): string =>
  Array.from(
    { length: PART },
    (_, at) =>
      `sub-${(from + at) % 97},65f0c1a9${(from + at).toString(16).padStart(16, "0")},primary,done,\n`,
  ).join("");

/** Applies rows from stdin; returns the peak memory of the program in MB, and the number of output lines. */
const applied = async (rows: number, env: Readonly<Record<string, string>>) => {
  const child = start(["action", "apply", "--yes", "--rate", "unlimited", "--concurrency", "32", "-q"], {
    env,
  });
  let lines = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  let peakMb = 0;
  const readMemory = () => {
    const [, kilobytes = "0"] = /VmHWM:\s+(\d+)/.exec(statusOf(child.pid)) ?? [];
    peakMb = Math.max(peakMb, Number(kilobytes) / 1_024);
  };
  const timer = setInterval(readMemory, 100);
  child.stdin?.write(HEADER);
  for (let from = 0; from < rows; from += PART) {
    if (!child.stdin?.write(partOf(from)))
      await new Promise((resolve) => child.stdin?.once("drain", resolve));
  }
  child.stdin?.end();
  const code = await ended;
  clearInterval(timer);
  return { code, lines, peakMb };
};

/** Empty after the process has exited. */
const statusOf = (pid: number | undefined): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
};

test.skipIf(process.platform !== "linux")(
  `${MANY} rows on stdin take no more memory than ${FEW}`,
  async () => {
    const env = { ...(await useAcceptingServer()), XDG_STATE_HOME: path.join(useTempDir(), "state") };
    const few = await applied(FEW, env);
    const many = await applied(MANY, env);
    expect([few.code, few.lines, many.code, many.lines]).toEqual([0, FEW, 0, MANY]);
    recordFigure("memory of bulk writes, MB", {
      rows: MANY,
      few: Math.round(few.peakMb),
      many: Math.round(many.peakMb),
    });
    expect(few.peakMb).toBeGreaterThan(40); // Otherwise nothing was measured.
    expect(many.peakMb).toBeLessThan(200);
    expect(many.peakMb / few.peakMb).toBeLessThan(1.3);
  },
  Math.max(900_000, MANY * 5), // Only ends what hangs.
);
