import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

/** As much of a redemption as its sentences need. */
export interface RedemptionFacts {
  status: "held" | "issued" | "closing" | "burned" | "voided";
  points: bigint; spent: bigint; restored: bigint; onExpiry: "return" | "lapse";
  createdAt: Date; issuedAt: Date | null; expiresAt: Date | null; closingAt: Date | null; closingReason: string | null; closingNote: string | null; closedBy: { id: string; name: string | null } | null; codeGoneAt: Date | null; resolvedAt: Date | null;
}

/** How a redemption ended or stands: `lapsed` and `used_late` are ends of their own for whoever reads them. */
export type RedemptionStanding = "held" | "issued" | "closing" | "burned" | "voided" | "lapsed" | "used_late";

export function redemptionStanding({ status, spent, onExpiry, closingReason }: RedemptionFacts): RedemptionStanding {
  if (status !== "voided") return status;
  if (spent > 0n) return "used_late";
  return closingReason === "code_expired" && onExpiry === "lapse" ? "lapsed" : "voided";
}

/** Where a redemption stands and why, in one or two sentences. */
export function useRedemptionWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const why = ({ closingReason: reason, closedBy, closingNote }: RedemptionFacts) => {
    if (reason === null) return "";
    const said = reason === "canceled_by_staff" && closedBy ? t("codes.reason.canceled_by", { staff: closedBy.name ?? t("codes.staff", { id: closedBy.id }) }) : t(`codes.reason.${reason}`, { defaultValue: reason.replaceAll("_", " ") });
    return closingNote === null ? said : `${said} ${t("codes.path.note", { note: closingNote })}`;
  };
  return (redemption: RedemptionFacts): string => {
    const { createdAt, issuedAt, expiresAt, codeGoneAt, resolvedAt, restored } = redemption;
    const standing = redemptionStanding(redemption);
    const parts = {
      held: () => [t("codes.path.held", { date: format.dateTime(createdAt) })],
      issued: () => [t("codes.path.issued", { date: format.date(issuedAt ?? createdAt), until: expiresAt ? format.lastDay(expiresAt) : "–" })],
      closing: () => [why(redemption), t(codeGoneAt ? "codes.path.reading" : "codes.path.removing")],
      burned: () => [t("codes.path.used", { date: format.date(resolvedAt ?? createdAt) })],
      voided: () => [why(redemption), t("codes.path.given", { date: format.date(resolvedAt ?? createdAt) })],
      lapsed: () => [t("codes.path.lapsed", { date: format.date(resolvedAt ?? createdAt) })],
      used_late: () => [why(redemption), t("codes.path.late")],
    }[standing]();
    return [...parts, ...(restored > 0n ? [t("codes.path.restored", { points: format.number(restored) })] : [])].filter(Boolean).join(" ");
  };
}
