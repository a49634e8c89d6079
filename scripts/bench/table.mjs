/** A value as text: integers and large values without decimals, others with one. */
export const valueText = (value) =>
  Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toFixed(1);

/** All benchmarks as one table for a terminal: value, unit, and the ratio to the first case of its benchmark. */
export const tableText = (parts) => {
  const rows = parts.flatMap(({ title, unit, isRatio, values }) => {
    const [first] = Object.values(values);
    return Object.entries(values).map(([name, value]) => [
      title,
      name,
      valueText(value),
      unit,
      isRatio ? `× ${(value / first).toFixed(2)}` : "",
    ]);
  });
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(0, ...rows.map((row) => row[at].length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
