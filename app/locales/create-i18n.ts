import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Messages } from "./load-messages.server";

/** An instance of its own for each rendering: two requests in two languages never share one. React escapes, so i18next does not. */
export function createI18n(language: string, messages: Messages): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: messages } },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
