import type { Liquid } from "liquidjs";
import { LiquidFloat } from "./liquid-float";
import { numeric } from "./math-filters";

interface Rgb { r: number; g: number; b: number; a: number }

/** The color filters a block uses to follow a merchant's palette. */
export function registerColorFilters(liquid: Liquid): void {
  liquid.registerFilter("color_to_rgb", (color: unknown) => cssOf(parseColor(color)));
  liquid.registerFilter("color_to_hex", (color: unknown) => hexOf(parseColor(color)));
  liquid.registerFilter("color_brightness", (color: unknown) => {
    const { r, g, b } = parseColor(color);
    return new LiquidFloat(Math.round(((r * 299 + g * 587 + b * 114) / 1000) * 100) / 100);
  });
  liquid.registerFilter("color_contrast", (color: unknown, other: unknown) => {
    const [light, dark] = [luminance(parseColor(color)), luminance(parseColor(other))].sort((a, b) => b - a) as [number, number];
    return new LiquidFloat(Math.round(((light + 0.05) / (dark + 0.05)) * 10) / 10);
  });
  liquid.registerFilter("color_lighten", (color: unknown, percent: unknown) => hexOf(withLightness(parseColor(color), Number(numeric(percent)))));
  liquid.registerFilter("color_darken", (color: unknown, percent: unknown) => hexOf(withLightness(parseColor(color), -Number(numeric(percent)))));
  liquid.registerFilter("color_mix", (color: unknown, other: unknown, percent: unknown) => hexOf(mix(parseColor(color), parseColor(other), 100 - Number(numeric(percent)))));
  liquid.registerFilter("color_modify", (color: unknown, property: unknown, value: unknown) => {
    if (property !== "alpha") throw new Error(`color_modify ${String(property)}: the sandbox knows alpha only`);
    return cssOf({ ...parseColor(color), a: Number(numeric(value)) });
  });
}

/** A color of the theme editor as Liquid sees it: prints as it was chosen, and knows its parts. */
export class ColorValue {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: LiquidFloat;
  readonly #text: string;
  constructor(text: string) {
    const { r, g, b, a } = parseColor(text);
    [this.red, this.green, this.blue, this.alpha, this.#text] = [r, g, b, new LiquidFloat(a), text];
  }
  toString(): string { return this.#text; }
  toJSON(): string { return this.#text; }
}

/** Moves a color's HSL lightness by percentage points. */
function withLightness(color: Rgb, points: number): Rgb {
  const [r, g, b] = [color.r, color.g, color.b].map((value) => value / 255) as [number, number, number];
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const lightness = (most + least) / 2;
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1));
  const hue = spread === 0 ? 0 : most === r ? ((g - b) / spread + 6) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return fromHsl({ hue, saturation, lightness: Math.min(1, Math.max(0, lightness + points / 100)), alpha: color.a });
}

function fromHsl({ hue, saturation, lightness, alpha }: { hue: number; saturation: number; lightness: number; alpha: number }): Rgb {
  const chroma = (1 - Math.abs(2 * lightness - 1)) * saturation;
  const middle = chroma * (1 - Math.abs((hue % 2) - 1));
  const [r, g, b] = ([[chroma, middle, 0], [middle, chroma, 0], [0, chroma, middle], [0, middle, chroma], [middle, 0, chroma], [chroma, 0, middle]] as const)[Math.floor(hue) % 6]!;
  const base = lightness - chroma / 2;
  const byte = (value: number) => Math.round((value + base) * 255);
  return { r: byte(r), g: byte(g), b: byte(b), a: alpha };
}

function parseColor(color: unknown): Rgb {
  const text = String(color).trim();
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return { r: parseInt(full.slice(0, 2), 16), g: parseInt(full.slice(2, 4), 16), b: parseInt(full.slice(4, 6), 16), a: 1 };
  }
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\s*\)$/.exec(text);
  if (!parts) throw new Error(`color ${text}: expected #rrggbb or rgb()`);
  return { r: Number(parts[1]), g: Number(parts[2]), b: Number(parts[3]), a: Number(parts[4] ?? 1) };
}

function mix(from: Rgb, to: Rgb, percent: number): Rgb {
  const blend = (a: number, b: number) => Math.round(a + ((b - a) * percent) / 100);
  return { r: blend(from.r, to.r), g: blend(from.g, to.g), b: blend(from.b, to.b), a: from.a };
}

function luminance({ r, g, b }: Rgb): number {
  const [red, green, blue] = [r, g, b].map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hexOf({ r, g, b }: Rgb): string {
  return `#${[r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function cssOf({ r, g, b, a }: Rgb): string {
  return a === 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${a})`;
}
