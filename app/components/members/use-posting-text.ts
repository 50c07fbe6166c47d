import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Posting { reason: string; values: Record<string, string | number>; actor: string; orderName: string | null; orderId: string | null }

/** A posting in words: what happened, and who or what order it was. Reasons without words of their own show as they are. */
export function usePostingText() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return ({ reason, values, actor, orderName, orderId }: Posting): { title: string; detail: string | null } => {
    const order = orderName || (orderId ? `#${orderId}` : "");
    const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? format.number(value) : value]));
    const key = `posting.${reason}`;
    const title = i18n.exists(key) ? t(key, { order, ...shown }) : reason.replaceAll("_", " ");
    const staff = /^staff:(.+)$/.exec(actor)?.[1];
    const detail = [
      order && !title.includes(order) ? order : "",
      typeof values.note === "string" ? values.note : "",
      typeof values.message === "string" ? t("posting.message", { message: values.message }) : "",
      staff ? t("posting.by.staff", { id: staff }) : actor === "customer" ? t("posting.by.customer") : "",
    ].filter(Boolean).join(" · ");
    return { title, detail: detail || null };
  };
}
