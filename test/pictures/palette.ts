/** Colours of one picture: what the terminal's sixteen colours become, and what is drawn around it. */
export interface Palette {
  readonly name: "light" | "dark";
  readonly window: string;
  readonly edge: string;
  readonly bar: string;
  readonly dot: string;
  readonly text: string;
  /** Dim text, which has to be readable all the same. */
  readonly muted: string;
  /** The terminal's colours 1 to 6: red, green, yellow, blue, magenta, cyan. */
  readonly ansi: readonly [string, string, string, string, string, string];
  readonly card: string;
  readonly button: string;
  readonly onButton: string;
  readonly pressed: string;
  readonly onPressed: string;
}

const light: Palette = {
  name: "light",
  window: "#f6f8fa",
  edge: "#d0d7de",
  bar: "#eaeef2",
  dot: "#c6cdd5",
  text: "#1f2328",
  muted: "#59636e",
  ansi: ["#cf222e", "#1a7f37", "#8a5d00", "#0969da", "#8250df", "#1b7078"],
  card: "#ffffff",
  button: "#1f2328",
  onButton: "#ffffff",
  pressed: "#1a7f37",
  onPressed: "#ffffff",
};

const dark: Palette = {
  name: "dark",
  window: "#161b22",
  edge: "#3d444d",
  bar: "#21262d",
  dot: "#484f58",
  text: "#e6edf3",
  muted: "#9aa3ad",
  ansi: ["#ff7b72", "#3fb950", "#d9a53b", "#6cb0ff", "#c297ff", "#45c6d0"],
  card: "#0d1117",
  button: "#e6edf3",
  onButton: "#0d1117",
  pressed: "#238636",
  onPressed: "#ffffff",
};

export const PALETTES: readonly Palette[] = [light, dark];
