/** What follows the word for a text that is not JSON. @param error what `JSON.parse` threw; it may cite the text */
export const notJson = (error: unknown): string =>
  `is not JSON: ${error instanceof Error ? error.message.replace(CONTROLS, " ") : String(error)}`;

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

export const inexact = (number: string): string =>
  `payload holds ${number}, which Novu's server cannot keep exactly; write it as text: "${number}"`;
