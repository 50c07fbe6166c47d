import { useTranslation } from "react-i18next";
import type { FieldErrors } from "~/forms/field-errors";
import { useFormat } from "./use-format";

/** The sentence under a field, in the reader's language; undefined when nothing is wrong with it. */
export function useFieldError(errors: FieldErrors | null | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  return (field: string): string | undefined => {
    const error = errors?.[field];
    if (!error) return undefined;
    if ("sentence" in error) return error.sentence;
    const values = Object.fromEntries(Object.entries(error.values ?? {}).map(([name, value]) => [name, typeof value === "number" ? format.number(value) : value]));
    const amounts = Object.fromEntries(Object.entries(error.money ?? {}).map(([name, { minor, currency }]) => [name, format.shortMoney(minor, currency)]));
    return t(`errors.${error.code}`, { ...values, ...amounts });
  };
}
