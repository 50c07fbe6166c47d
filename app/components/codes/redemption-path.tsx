import { Link } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import { redemptionPath, redemptionStanding, type PathStep, type RedemptionFacts } from "~/loyalty/rewards/redemption-path";
import { useFormat } from "../use-format";

/** What the sentences of a path name besides what happened. */
export interface ToldRedemption extends RedemptionFacts {
  surface: string; expiresAt: Date | null; closingNote: string | null; closedBy: string | null;
}

/** What happened to a redemption, when, and what is to come; a date stands above its sentence where both do not fit. */
export function RedemptionPath({ redemption, title }: { redemption: ToldRedemption; title: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const next = useNext()(redemption);
  return (
    <ol aria-label={t("codes.path.title", { title })} style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: 4 }}>
      {redemptionPath(redemption).map((step, index) => (
        <Line key={index} date={step.at && <time dateTime={step.at.toISOString()}>{format.dateTime(step.at)}</time>}><Sentence step={step} redemption={redemption} /></Line>
      ))}
      {next && <Line date={null}>{next}</Line>}
    </ol>
  );
}

function Line({ date, children }: { date: React.ReactNode; children: React.ReactNode }) {
  return (
    <li style={{ display: "flex", flexWrap: "wrap", columnGap: 12 }}>
      {date && <span style={{ flex: "none", minWidth: 160, fontVariantNumeric: "tabular-nums", color: "var(--p-color-text-secondary)" }}>{date}</span>}
      <span style={{ flex: "1 1 200px", minWidth: 0, overflowWrap: "anywhere" }}>{children}</span>
    </li>
  );
}

function Sentence({ step, redemption }: { step: PathStep; redemption: ToldRedemption }) {
  const { t } = useTranslation();
  const format = useFormat();
  const why = useWhy();
  switch (step.kind) {
    case "used": return <Trans t={t} i18nKey="codes.path.used" values={{ name: step.order.name }} components={{ order: <Link url={`shopify://admin/orders/${step.order.orderId}`} target="_top" /> }} />;
    case "redeemed": return t([`codes.path.redeemed.${redemption.surface}`, "codes.path.redeemed.elsewhere"]);
    case "taken_back": return why(redemption);
    case "restored": return t("codes.path.restored", { points: format.number(redemption.restored) });
    default: return t(`codes.path.${step.kind}`);
  }
}

/** Why it was taken back, by whom, and what they wrote. */
function useWhy() {
  const { t } = useTranslation();
  return ({ closingReason: reason, closedBy, closingNote }: ToldRedemption): string => {
    if (reason === null) return "";
    const said = reason === "canceled_by_staff" && closedBy ? t("codes.reason.canceled_by", { id: closedBy }) : t(`codes.reason.${reason}`, { defaultValue: reason.replaceAll("_", " ") });
    return closingNote === null ? said : `${said} ${t("codes.path.note", { note: closingNote })}`;
  };
}

/** What is still to come, or what an unusual end means; null where nothing is. */
function useNext() {
  const { t } = useTranslation();
  const format = useFormat();
  return (redemption: ToldRedemption): string | null => {
    const standing = redemptionStanding(redemption);
    if (standing === "held") return t("codes.path.waiting");
    if (standing === "issued") return redemption.expiresAt && t(redemption.onExpiry === "lapse" ? "codes.path.untilOrGone" : "codes.path.until", { until: format.lastDay(redemption.expiresAt) });
    if (standing === "closing") return t(redemption.codeGoneAt ? "codes.path.reading" : "codes.path.removing");
    return standing === "used_late" ? t("codes.path.late") : null;
  };
}
