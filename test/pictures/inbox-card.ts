import type { SandboxMessage } from "../../src/sandbox/sandbox.js";
import { escaped } from "./drawing.js";
import type { Palette } from "./palette.js";

export const CARD = { width: 240, height: 146 } as const;
export const ARROW_HEIGHT = 44;

interface ChecklistItem {
  readonly x: number;
  readonly y: number;
}

/** A message as an Inbox shows it to a person, drawn from what the sandbox holds. */
export const inboxCard = (message: SandboxMessage, { x, y }: ChecklistItem, palette: Palette): string =>
  [
    `<g transform="translate(${x} ${y})" class="s">`,
    `<rect width="${CARD.width}" height="${CARD.height}" rx="10" fill="${palette.card}" stroke="${palette.edge}"/>`,
    bell(palette),
    `<text x="38" y="25" font-size="12.5" font-weight="600">Alice’s Inbox</text>`,
    `<path d="M0 39h${CARD.width}" stroke="${palette.edge}"/>`,
    `<circle cx="16" cy="62" r="4" fill="${palette.ansi[3]}"/>`,
    `<text x="28" y="67" font-size="13.5" font-weight="600">${escaped(message.content)}</text>`,
    `<text x="28" y="86" font-size="12" fill="${palette.muted}">3 minutes ago</text>`,
    ...message.buttons.map(({ type, label }, at) =>
      button(
        { label, x: 28 + at * 98, isPrimary: type === "primary", state: stateOf(message, type) },
        palette,
      ),
    ),
    "</g>",
  ].join("\n");

type State = "open" | "pressed" | "passed";

const stateOf = ({ answer }: SandboxMessage, type: string): State => {
  if (answer?.status !== "done") return "open";
  return answer.button === type ? "pressed" : "passed";
};

interface ShownButton {
  readonly label: string;
  readonly x: number;
  readonly isPrimary: boolean;
  readonly state: State;
}

const button = ({ label, x, isPrimary, state }: ShownButton, palette: Palette): string => {
  const { fill, ink, edge } = {
    open: isPrimary
      ? { fill: palette.button, ink: palette.onButton, edge: palette.button }
      : { fill: "none", ink: palette.text, edge: palette.edge },
    pressed: { fill: palette.pressed, ink: palette.onPressed, edge: palette.pressed },
    passed: { fill: "none", ink: palette.muted, edge: palette.edge },
  }[state];
  const text = state === "pressed" ? `✓ ${label}` : label;
  return [
    `<rect x="${x}" y="102" width="88" height="30" rx="6" fill="${fill}" stroke="${edge}"/>`,
    `<text x="${x + 44}" y="121.5" text-anchor="middle" font-size="13" font-weight="600" fill="${ink}">${escaped(text)}</text>`,
  ].join("\n");
};

const bell = (palette: Palette): string =>
  `<path d="M16 25h11l-1.6-2.4v-3.4a4 4 0 0 0-7.8 0v3.4zM20 27.5a1.6 1.6 0 0 0 3 0" fill="none" stroke="${palette.text}" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>`;

/** What happened between two cards. */
export const downArrow = (label: string, { x, y }: ChecklistItem, palette: Palette): string =>
  [
    `<path d="M${x} ${y + 10}v24m-5-6l5 6l5-6" fill="none" stroke="${palette.muted}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
    `<text x="${x + 14}" y="${y + 26}" font-size="12" fill="${palette.muted}">${escaped(label)}</text>`,
  ].join("\n");
