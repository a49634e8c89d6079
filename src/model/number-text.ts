/** A count as text, grouped by three from five digits on: `1204`, `20 000`, `1 000 000`. */
export const numberText = (count: number): string =>
  count < 10_000 ? String(count) : String(count).replace(/\B(?=(?:\d{3})+$)/g, " ");
