/** A guess as the end of a message: `. Did you mean "primary"?`, or nothing. */
export const didYouMean = (meant: string | undefined): string =>
  meant === undefined ? "" : `. Did you mean "${meant}"?`;
