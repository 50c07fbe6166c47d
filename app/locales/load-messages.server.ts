import type { Language } from "./languages";

export type Messages = { [key: string]: string | Messages };

/** Our own texts and those of Polaris, fetched only in the language asked for. */
const LOADERS: Record<Language, { own: () => Promise<{ default: Messages }>; polaris: () => Promise<{ default: Messages }> }> = {
  en: { own: () => import("./en.json"), polaris: () => import("@shopify/polaris/locales/en.json") },
};

export async function loadMessages(language: Language) {
  const [own, polaris] = await Promise.all([LOADERS[language].own(), LOADERS[language].polaris()]);
  return { own: own.default, polaris: polaris.default };
}
