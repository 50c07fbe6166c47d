import { useEffect, useMemo } from "preact/hooks";
import type { BuyerOrderPoints, BuyerRedemption, BuyerRewards, MemberCard } from "../../_shared/contract";
import { buyerApi } from "../../_shared/ui/buyer-api";
import { PointsToGo } from "../../_shared/ui/points-to-go";
import { ProblemBanner } from "../../_shared/ui/problem-banner";
import { nextReward } from "../../_shared/ui/steps-in-reach";
import { useRewards } from "../../_shared/ui/use-rewards";
import { type I18n, type Words, wordsOf } from "../../_shared/ui/words";
import { type OrderPoints, useOrderPoints } from "./use-order-points";

export interface OrderPanelProps {
  host: { i18n: I18n; sessionToken: { get(): Promise<string> } };
  /** Number of the order. */
  orderId: string | null;
  signedIn: boolean;
  card: MemberCard | null;
  settings: Record<string, unknown>;
}

/** What an order brought and took, the balance, and how far the next reward is. */
export function OrderPanel({ host, orderId, signedIn, card, settings }: OrderPanelProps) {
  const words = wordsOf(host.i18n);
  if (orderId === null || card?.state === "excluded" || card?.state === "blocked") return null;
  const heading = typeof settings.heading === "string" && settings.heading ? settings.heading : words.t("heading");
  return (
    <s-stack gap="base" padding="base" border="base" borderRadius="base">
      <s-heading>{heading}</s-heading>
      {signedIn && card?.state !== "left" ? <MemberOrder host={host} orderId={orderId} card={card} showNext={settings.hide_next_reward !== true} /> : <s-text>{words.t(signedIn ? "join" : "guest")}</s-text>}
    </s-stack>
  );
}

interface MemberOrderProps { host: OrderPanelProps["host"]; orderId: string; card: MemberCard | null; showNext: boolean }

function MemberOrder({ host, orderId, card, showNext }: MemberOrderProps) {
  const api = useMemo(() => buyerApi(() => host.sessionToken.get()), []);
  const { points, again } = useOrderPoints(api, orderId);
  const { loading, reload } = useRewards(api, "account");
  // What was read before the order was settled does not know yet which codes it used, nor what it left of the balance.
  const known = points.state === "known" ? points.order.state : null;
  useEffect(() => { if (known) reload(); }, [known, reload]);
  const data = loading.state === "ready" ? loading.data : null;
  const words = wordsOf(host.i18n, data?.pointName);
  if (data?.rewards.some(({ refusal }) => refusal === "not_a_member")) return <s-text>{words.t("join")}</s-text>;
  const available = data?.available ?? card?.available ?? null;
  return (
    <s-stack gap="base">
      <s-stack gap="small-200" accessibilityRole="status"><OrderLine points={points} words={words} onAgain={() => { again(); reload(); }} /></s-stack>
      {data && points.state === "known" && <UsedHere data={data} order={points.order} words={words} />}
      {available !== null && <s-text>{words.t("balance", { points: words.points(available) })}</s-text>}
      {showNext && data && <Next data={data} words={words} />}
    </s-stack>
  );
}

function OrderLine({ points, words, onAgain }: { points: OrderPoints; words: Words; onAgain(): void }) {
  if (points.state === "waiting") return <s-stack direction="inline" gap="small-200" alignItems="center"><s-spinner size="small" accessibilityLabel={words.t("wait")} /><s-text>{words.t("order.waiting")}</s-text></s-stack>;
  if (points.state === "failed") return <ProblemBanner trouble={points.trouble} words={words} onRetry={onAgain} />;
  if (points.state === "late") return <><s-text>{words.t("order.late")}</s-text><s-button variant="secondary" onClick={onAgain}>{words.t("try_again")}</s-button></>;
  return <s-text type="strong">{sentenceOf(points.order, words)}</s-text>;
}

function sentenceOf({ state, points, on }: BuyerOrderPoints, words: Words): string {
  if (state !== "available" && state !== "pending") return words.t(`order.${state}`);
  if (state === "available") return words.t("order.available", { points: words.points(points) });
  return on === null ? words.t("order.pending", { points: words.points(points) }) : words.t("order.pending_on", { points: words.points(points), date: words.day(on) });
}

/** The burn: what was redeemed for this order, and how much of it came back. */
function UsedHere({ data, order, words }: { data: BuyerRewards; order: BuyerOrderPoints; words: Words }) {
  const used = data.redemptions.filter((redemption) => redemption.status === "used" && redemption.order === order.order);
  const sentence = (redemption: BuyerRedemption) => {
    const values = { reward: words.name(redemption, data.currency), points: words.points(redemption.points) };
    return redemption.restored > 0 ? words.t("used_here_restored", { ...values, restored: words.points(redemption.restored) }) : words.t("used_here", values);
  };
  return <>{used.map((redemption) => <s-text key={redemption.id}>{sentence(redemption)}</s-text>)}</>;
}

function Next({ data, words }: { data: BuyerRewards; words: Words }) {
  const inReach = data.rewards.find(({ refusal }) => refusal === null);
  if (inReach) return <s-text>{words.t("in_reach", { reward: inReach.title })}</s-text>;
  const next = nextReward(data.rewards);
  return next && <PointsToGo title={next.title} missing={next.missing} cost={next.steps[0]!.points} words={words} />;
}
