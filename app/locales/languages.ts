/** Languages the admin pages speak; `en` is the source and the fallback. */
export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first wanted language (BCP 47 tags, best first) that we speak, exactly or by its main part. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const exact = LANGUAGES.find((language) => language.toLowerCase() === tag.toLowerCase());
    const main = LANGUAGES.find((language) => language.split("-")[0] === tag.toLowerCase().split("-")[0]);
    const found = exact ?? main;
    if (found) return found;
  }
  return "en";
}
