import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { ACTIVITIES } from "~/loyalty/activities/activity";
import type { Program } from "~/loyalty/program/program";

interface Props { program: Program; appearance: { color: string | null; radius: number } }

/** What a shopper of the second tier would see with these settings: the member card, and "earn N points" on a product. */
export function CardPreview({ program, appearance }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ladder } = program.tiers;
  const tier = ladder[Math.min(1, ladder.length - 1)]!;
  const next = ladder[ladder.indexOf(tier) + 1];
  const spentMinor = next ? Math.floor((tier.thresholdMinor + next.thresholdMinor) / 2) : tier.thresholdMinor;
  const color = appearance.color ?? "#1f4d3a";
  const radius = appearance.radius;
  const available = program.worth.points * 4;
  const name = program.pointName;
  const ways = ACTIVITIES.filter((kind) => program.activities[kind].on);
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <section aria-label={t("preview.card")} style={{ borderRadius: radius, background: color, color: textOn(color), padding: 20, display: "grid", gap: 12 }}>
        <div style={{ display: "flex", justifyContent: "space-between", alignItems: "baseline", gap: 8 }}>
          <strong>{t("preview.hello")}</strong>
          <span style={{ border: "1px solid currentColor", borderRadius: 999, padding: "2px 10px", fontSize: 12 }}>{tier.name}</span>
        </div>
        <div>
          <div style={{ fontSize: 34, fontWeight: 700, lineHeight: 1.1 }}>{format.number(available)}</div>
          <div style={{ opacity: 0.85 }}>{name.other} · {t("preview.worth", { value: format.shortMoney(program.worth.minor * 4) })}</div>
        </div>
        {next && (
          <div style={{ display: "grid", gap: 6 }}>
            <div style={{ height: 6, borderRadius: 3, background: "color-mix(in srgb, currentColor 25%, transparent)" }}>
              <div style={{ height: 6, borderRadius: 3, background: "currentColor", width: `${(spentMinor / next.thresholdMinor) * 100}%` }} />
            </div>
            <div style={{ fontSize: 13, opacity: 0.85 }}>{t("preview.toNext", { amount: format.shortMoney(next.thresholdMinor - spentMinor), tier: next.name })}</div>
          </div>
        )}
      </section>
      <section aria-label={t("preview.product")} style={{ border: "1px solid #e3e3e3", borderRadius: Math.min(radius, 16), padding: 14, display: "flex", justifyContent: "space-between", gap: 8 }}>
        <span>{t("preview.purchase", { amount: format.shortMoney(program.earn.rate.perMinor * 100) })}</span>
        <strong style={{ color }}>{t("preview.earn", { points: format.number(pointsFor(program, tier)), name: name.other })}</strong>
      </section>
      {ways.length > 0 && (
        <section aria-label={t("preview.ways")} style={{ border: "1px solid #e3e3e3", borderRadius: Math.min(radius, 16), padding: 14, display: "grid", gap: 8 }}>
          {ways.map((kind) => (
            <div key={kind} style={{ display: "flex", justifyContent: "space-between", gap: 8 }}>
              <span>{t(`preview.way.${kind}`)}</span>
              <strong style={{ color, whiteSpace: "nowrap" }}>+{format.number(program.activities[kind].points)}</strong>
            </div>
          ))}
        </section>
      )}
      {program.returnWindow.days > 0 && <small style={{ color: "#616161" }}>{t("preview.window", { count: program.returnWindow.days, name: name.other })}</small>}
    </div>
  );
}

/** Points of a purchase of a hundred times what one rate step costs, in this tier. */
function pointsFor({ earn }: Program, tier: Program["tiers"]["ladder"][number]): bigint {
  return (BigInt(earn.rate.points) * 100n * BigInt(tier.multiplier.num)) / BigInt(tier.multiplier.den);
}

/** Black or white, whichever stands out more (WCAG relative luminance). */
export function textOn(color: string): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!match) return "#ffffff";
  const [r, g, b] = match.slice(1).map((hex) => {
    const part = parseInt(hex, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}
