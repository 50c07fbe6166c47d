const ACCENT = "#1f6b4f";
const SURFACE = "#ffffff";
const INK = "#1b1d1c";
const RADIUS = 20;
/** WCAG AA for text, on contrasts rounded as Liquid's `color_contrast` rounds them. */
const READABLE = 4.5;

/**
 * The storefront's CSS variables for the program's color and corners; what `snippets/colors.liquid` works out for a block
 * with settings of its own. Text on the color is white or black, and a color too pale for text is darkened or not used for it.
 * @param color `#rrggbb`; anything else is the blocks' own.
 * @param radius px
 */
export function storefrontStyle(color: string | null, radius: number | null): string {
  const accent = color !== null && /^#[0-9a-f]{6}$/i.test(color) ? color : ACCENT;
  const darker = darken(accent, 25);
  const accentInk = [accent, darker].find((candidate) => contrast(candidate, SURFACE) >= READABLE) ?? INK;
  const onAccent = contrast(accent, SURFACE) >= READABLE ? "#ffffff" : "#000000";
  return `--perennial-accent:${accent};--perennial-on-accent:${onAccent};--perennial-accent-ink:${accentInk};--perennial-surface:${SURFACE};--perennial-ink:${INK};--perennial-radius:${radius ?? RADIUS}px`;
}

type Rgb = [red: number, green: number, blue: number];

function rgbOf(hex: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(rgbOf(a)), luminance(rgbOf(b))].sort((x, y) => y - x) as [number, number];
  return Math.round(((light + 0.05) / (dark + 0.05)) * 10) / 10;
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Lowers the HSL lightness by percentage points; hue and saturation stay. */
function darken(hex: string, points: number): string {
  const rgb = rgbOf(hex).map((value) => value / 255);
  const [most, least] = [Math.max(...rgb), Math.min(...rgb)];
  const lightness = (most + least) / 2;
  const lower = Math.max(0, lightness - points / 100);
  const range = (of: number) => 1 - Math.abs(2 * of - 1);
  const scale = range(lightness) === 0 ? 0 : range(lower) / range(lightness);
  return `#${rgb.map((value) => Math.round((lower + (value - lightness) * scale) * 255).toString(16).padStart(2, "0")).join("")}`;
}
