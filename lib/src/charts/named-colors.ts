// Colours that a segment or a card keeps through all chapters: strong for lines, soft behind words.
import { ink, palette } from "./spec";

interface NamedColor {
  readonly strong: string;
  readonly soft: string;
}

/** What calls for attention is warm; no two segments, and no two cards, are alike to the colour-blind. */
const NAMED: Readonly<Record<string, NamedColor>> = {
  "New & Growing": { strong: palette[2], soft: "#A9DCC6" },
  Declining: { strong: palette[4], soft: "#F2B593" },
  "High-Value Travelers": { strong: palette[3], soft: "#E6C3D8" },
  "Budget-Conscious": { strong: palette[1], soft: "#E8DFA8" },
  "Stable Mid-Spenders": { strong: palette[0], soft: "#BFD9EC" },
  Standard: { strong: palette[6], soft: "#D5DBE1" },
  Rewards: { strong: palette[5], soft: "#A8D3EF" },
  Premium: { strong: palette[1], soft: "#F1CF8A" },
};

/** A colour for each line: its own when all have one, else those of the palette in order. */
export function lineColors(names: readonly string[]): string[] {
  const own = names.map((name) => NAMED[name]?.strong);
  return own.every((color) => color !== undefined) ? own : palette.slice(0, names.length);
}

/** A soft colour for each name, to write on. */
export function softColors(names: readonly string[]): string[] {
  return names.map((name) => NAMED[name]?.soft ?? ink.band);
}
