/** How the storefront blocks look where the theme's own settings say nothing. */
export interface Appearance { color: string | null; radius: number }
const DEFAULT_RADIUS = 20;

/** What the shop stored, read leniently. */
export function appearanceOf(stored: Record<string, unknown>): Appearance {
  const color = typeof stored.color === "string" && HEX.test(stored.color) ? stored.color : null;
  const radius = typeof stored.radius === "number" && Number.isInteger(stored.radius) && stored.radius >= 0 && stored.radius <= 28 ? stored.radius : DEFAULT_RADIUS;
  return { color, radius };
}

export const HEX = /^#[0-9a-f]{6}$/i;
