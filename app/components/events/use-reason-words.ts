import { useTranslation } from "react-i18next";

/** What parked an event, in words, and the rest of its reason as it was written down: value, place, expectation. */
export function useReasonWords() {
  const { t, i18n } = useTranslation();
  return (reason: string): { kind: string; words: string; detail: string } => {
    const [kind = "", ...rest] = reason.split(":");
    const known = i18n.exists(`events.reason.${kind}`);
    return { kind, words: t(known ? `events.reason.${kind}` : "events.reason.other"), detail: known ? rest.join(":").trim() : reason };
  };
}
