import { BlockStack, Card, Text } from "@shopify/polaris";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { exampleCart, type ExampleCart } from "~/loyalty/rewards/example-cart";
import type { Reward } from "~/loyalty/rewards/reward";
import { useFrame } from "../frame-context";
import { textOn } from "../program/card-preview";
import { useFormat } from "../use-format";
import { useRewardWords } from "./use-reward-words";

interface Props { reward: Reward | null; appearance: { color: string | null; radius: number } }
interface PartProps { reward: Reward; cart: ExampleCart }

/** What a shopper would see in the panel, in the cart and at checkout; while the draft has mistakes, the last one that had none. */
export function RewardPreview({ reward, appearance }: Props) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const last = useRef<Reward | null>(null);
  if (reward) last.current = reward;
  const shown = last.current;
  const part = shown && { reward: shown, cart: exampleCart(shown, shop.currency) };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("preview.title")}</Text>
        {part && !reward && <Text as="p" tone="subdued">{t("rewards.preview.stale")}</Text>}
        {part ? <><Panel {...part} appearance={appearance} /><Cart {...part} /><Checkout {...part} /></> : <Text as="p" tone="subdued">{t("rewards.preview.none")}</Text>}
      </BlockStack>
    </Card>
  );
}

function Part({ of, style, children }: { of: "panel" | "cart" | "checkout"; style?: React.CSSProperties; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" tone="subdued">{t(`rewards.preview.where.${of}`)}</Text>
      <section aria-label={t(`rewards.preview.${of}`)} style={{ border: "1px solid #e3e3e3", borderRadius: 8, padding: 14, display: "grid", gap: 6, ...style }}>{children}</section>
    </BlockStack>
  );
}

function Panel({ reward, cart: { step }, appearance: { color, radius } }: PartProps & Pick<Props, "appearance">) {
  const { t } = useTranslation();
  const format = useFormat();
  const fill = color ?? "#1f4d3a";
  return (
    <Part of="panel" style={{ borderRadius: Math.min(radius, 16), gap: 10 }}>
      <NameAndTerms reward={reward} />
      <span style={{ justifySelf: "start", background: fill, color: textOn(fill), borderRadius: Math.min(radius, 12), padding: "8px 14px", fontWeight: 600 }}>
        {t("rewards.preview.redeem", { count: step.points, points: format.number(step.points) })}
      </span>
    </Part>
  );
}

/** An example cart, as the discount would stand in it. */
function Cart({ cart }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRewardWords();
  const { lines, step, shippingMinor, offMinor } = cart;
  return (
    <Part of="cart">
      {lines.map(({ title, entitled, minor }) => <Line key={String(entitled)} name={title ?? t(`rewards.preview.${lines.length > 1 ? "others" : "subtotal"}`)} text={format.money(minor)} />)}
      {shippingMinor !== null && <Line name={t("rewards.preview.shipping")} text={format.money(shippingMinor)} />}
      <Line name={words.valueText(step.value)} text={`−${format.money(offMinor)}`} />
      <Total cart={cart} />
    </Part>
  );
}

/** The offer of the checkout's own block, and the code in the order's summary once it is used. Its looks are Shopify's. */
function Checkout({ reward, cart }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { points } = cart.step;
  return (
    <Part of="checkout">
      <div style={{ display: "flex", flexWrap: "wrap", justifyContent: "space-between", alignItems: "center", gap: 12 }}>
        <NameAndTerms reward={reward} />
        <span style={{ flex: "none", border: "1px solid #8a8a8a", borderRadius: 6, padding: "6px 12px" }}>{t("rewards.preview.use", { count: points, points: format.number(points) })}</span>
      </div>
      <div style={{ borderTop: "1px solid #e3e3e3", paddingTop: 6 }}><Line name={t("rewards.preview.discount")} text={`−${format.money(cart.offMinor)}`} /></div>
      <Total cart={cart} />
    </Part>
  );
}

function NameAndTerms({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRewardWords();
  return (
    <div style={{ minWidth: 0 }}>
      <strong style={{ overflowWrap: "anywhere" }}>{reward.title}</strong>
      <div style={{ color: "#616161" }}>{words.gives(reward)}</div>
      {reward.minimumSpendMinor > 0 && <small style={{ color: "#616161" }}>{t("rewards.preview.minimum", { amount: format.shortMoney(reward.minimumSpendMinor) })}</small>}
    </div>
  );
}

function Total({ cart }: { cart: ExampleCart }) {
  const { t } = useTranslation();
  const format = useFormat();
  return <div style={{ borderTop: "1px solid #e3e3e3", paddingTop: 6 }}><Line name={t("rewards.preview.total")} text={format.money(cart.totalMinor)} strong /></div>;
}

function Line({ name, text, strong = false }: { name: string; text: string; strong?: boolean }) {
  return <div style={{ display: "flex", justifyContent: "space-between", gap: 12, fontWeight: strong ? 600 : 400 }}><span style={{ overflowWrap: "anywhere" }}>{name}</span><span>{text}</span></div>;
}
