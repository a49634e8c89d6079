/**
 * CPU time of this process, ms. Unlike wall-clock time it hardly grows when other programs keep the processors busy.
 * The work must not wait for other processes, whose time is not included.
 */
const cpuMs = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** About 10 ms on a machine of 2025: two passes over half a megabyte of text. */
const unitOfWork = (): void => {
  const text = "some words, and a line end\n".repeat(20_000);
  if (text.replace(/[aeiou]/g, "").length + JSON.stringify(text).length === 0)
    throw new Error("it is not empty");
};

const SAMPLES = 5;

/** The CPU time of the work, in units that are measured right afterwards on the same machine: 100 are about a second. */
export const workUnits = async (work: () => unknown): Promise<number> => {
  const spent = await cpuMs(work);
  const units = await cpuMs(() => {
    for (let turn = 0; turn < SAMPLES; turn += 1) unitOfWork();
  });
  return (spent * SAMPLES) / Math.max(1, units);
};
