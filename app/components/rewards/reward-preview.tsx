import { BlockStack, Card, Text } from "@shopify/polaris";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Reward } from "~/loyalty/rewards/reward";
import { usualOrderMinor, usualShippingMinor } from "~/loyalty/rewards/reward-cost";
import { rewardSteps, worthMinor, type RewardStep } from "~/loyalty/rewards/reward-steps";
import { useFrame } from "../frame-context";
import { textOn } from "../program/card-preview";
import { useFormat } from "../use-format";
import { useRewardWords } from "./use-reward-words";

interface Props { reward: Reward | null; appearance: { color: string | null; radius: number } }

/** What a shopper would see in the panel and in the cart; while the draft has mistakes, the last one that had none. */
export function RewardPreview({ reward, appearance }: Props) {
  const { t } = useTranslation();
  const last = useRef<Reward | null>(null);
  if (reward) last.current = reward;
  const shown = last.current;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("preview.title")}</Text>
        {shown ? <><Panel reward={shown} appearance={appearance} /><CartLine reward={shown} /></> : <Text as="p" tone="subdued">{t("rewards.preview.none")}</Text>}
      </BlockStack>
    </Card>
  );
}

function Panel({ reward, appearance: { color, radius } }: Required<Props> & { reward: Reward }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRewardWords();
  const fill = color ?? "#1f4d3a";
  const step = middleStep(reward);
  return (
    <section aria-label={t("rewards.preview.panel")} style={{ border: "1px solid #e3e3e3", borderRadius: Math.min(radius, 16), padding: 14, display: "grid", gap: 10 }}>
      <div><strong style={{ overflowWrap: "anywhere" }}>{reward.title}</strong><div style={{ color: "#616161" }}>{words.gives(reward)}</div></div>
      {reward.minimumSpendMinor > 0 && <small style={{ color: "#616161" }}>{t("rewards.preview.minimum", { amount: format.shortMoney(reward.minimumSpendMinor) })}</small>}
      <span style={{ justifySelf: "start", background: fill, color: textOn(fill), borderRadius: Math.min(radius, 12), padding: "8px 14px", fontWeight: 600 }}>
        {t("rewards.preview.redeem", { count: step.points, points: format.number(step.points) })}
      </span>
    </section>
  );
}

/** An example cart, as the discount would stand in it. */
function CartLine({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const format = useFormat();
  const words = useRewardWords();
  const { value } = middleStep(reward);
  const cart = Math.max(usualOrderMinor(shop.currency), reward.minimumSpendMinor, worthMinor(value) ?? 0);
  const shipping = shippingOf(value, shop.currency);
  const off = shipping ?? offOf(value, cart);
  return (
    <section aria-label={t("rewards.preview.cart")} style={{ border: "1px solid #e3e3e3", borderRadius: 8, padding: 14, display: "grid", gap: 6 }}>
      <Line name={t("rewards.preview.subtotal")} text={format.money(cart)} />
      {shipping !== null && <Line name={t("rewards.preview.shipping")} text={format.money(shipping)} />}
      <Line name={words.valueText(value)} text={`−${format.money(off)}`} />
      <div style={{ borderTop: "1px solid #e3e3e3", paddingTop: 6 }}><Line name={t("rewards.preview.total")} text={format.money(cart + (shipping ?? 0) - off)} strong /></div>
    </section>
  );
}

function Line({ name, text, strong = false }: { name: string; text: string; strong?: boolean }) {
  return <div style={{ display: "flex", justifyContent: "space-between", gap: 12, fontWeight: strong ? 600 : 400 }}><span style={{ overflowWrap: "anywhere" }}>{name}</span><span>{text}</span></div>;
}

/** Of a slider the step halfway, which shows best what sliding does. */
function middleStep(reward: Reward): RewardStep {
  const steps = rewardSteps(reward);
  return steps[Math.floor((steps.length - 1) / 2)]!;
}

/** Shipping that the reward covers, as an example; null where it is about goods. */
const shippingOf = (value: Reward["value"], currency: string): number | null => (value.kind === "free_shipping" ? Math.min(usualShippingMinor(currency), value.maximumMinor ?? Infinity) : null);

function offOf(value: Reward["value"], cartMinor: number): number {
  const percent = value.kind === "percentage_off" ? value.percent : value.kind === "product_discount" && "percent" in value.off ? value.off.percent : null;
  if (percent !== null) return Math.floor((cartMinor * percent) / 100);
  return worthMinor(value) ?? 0;
}
