/** Longer ones nobody reads; GitHub cuts them too. */
const LONGEST = 4_000;

/** A workflow command that puts an error on the run's page. Escapes as GitHub's own toolkit does. */
export const errorAnnotation = (title: string, message: string): string =>
  `::error title=${propertyText(title)}::${dataText(message.slice(0, LONGEST).toWellFormed())}`;

const dataText = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const propertyText = (text: string): string => dataText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
