/** A whole number from a text, the same on every machine (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16_777_619) >>> 0;
  return hash;
}

/** One of the choices, by a seed. */
export function pick<T>(choices: readonly T[], seed: number): T {
  return choices[seed % choices.length]!;
}
