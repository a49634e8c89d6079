const UNITS = [
  { size: 3_600_000, name: "h" },
  { size: 60_000, name: "m" },
  { size: 1_000, name: "s" },
] as const;

/** Milliseconds as a duration is typed: `2h`, `90m`, `45s`, `1.5s`. */
export const spanText = (ms: number): string => {
  const unit = UNITS.find(({ size }) => ms >= size && ms % size === 0);
  return unit === undefined ? `${Math.round(ms / 100) / 10}s` : `${ms / unit.size}${unit.name}`;
};

/** Milliseconds as a running clock shows them: `0:07`, `12:30`, `1:05:09`. */
export const clockText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(s).padStart(2, "0");
  return h === 0 ? `${m}:${tail}` : `${h}:${String(m).padStart(2, "0")}:${tail}`;
};
