import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, ButtonGroup, Card, IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Program } from "~/loyalty/program/program";
import type { PausedReason, Reward } from "~/loyalty/rewards/reward";
import type { PriceChange } from "~/loyalty/rewards/price-today";
import type { RewardStanding } from "~/loyalty/rewards/reward-standing";
import { useFailureToast } from "../failed-action";
import { RowLink } from "../row-link";
import { useFormat } from "../use-format";
import { useLater } from "../use-later";
import { PoolState, type Pools } from "./pool-state";
import { PriceChanged } from "./price-changed";
import { RewardStateBadge } from "./reward-state-badge";
import { useRewardWords } from "./use-reward-words";

export interface RewardTableRow { rewardId: bigint; terms: Reward; standing: RewardStanding; pausedReason: PausedReason | null; stock: bigint | null; taken: bigint; redeemed: number; used: number; pools: Pools }
interface Props { rewards: RewardTableRow[]; rate: Program["earn"]["rate"]; /** Told by Shopify, perhaps later than the page. */ priceChanges: Promise<PriceChange[]> | null }
interface RowProps { reward: RewardTableRow; rate: Props["rate"]; priceChange: PriceChange | undefined; order: React.ReactNode }

/** Rewards in the order shoppers see them in; ended ones stand below and cannot be moved. */
export function RewardTable({ rewards, rate, priceChanges }: Props) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const open = rewards.filter(({ standing }) => standing !== "ended");
  const order = useOrder(open);
  const changes = useLater(priceChanges);
  return (
    <Card padding="0">
      <IndexTable condensed={smDown} selectable={false} itemCount={rewards.length} resourceName={{ singular: t("rewards.one"), plural: t("rewards.other") }}
        headings={[
          { title: t("rewards.reward") }, { title: t("rewards.priceTitle") }, { title: t("rewards.back"), alignment: "end" }, { title: t("rewards.redeemedUsed"), alignment: "end" }, { title: t("rewards.codes") },
          { title: t("rewards.orderTitle") },
        ]}>
        {rewards.map((reward, position) => {
          const Row = smDown ? CondensedRow : WideRow;
          const moves = <OrderButtons title={reward.terms.title} at={open.indexOf(reward)} of={open.length} onMove={order.move} />;
          return (
            <IndexTable.Row id={String(reward.rewardId)} key={String(reward.rewardId)} position={position}>
              <Row reward={reward} rate={rate} priceChange={changes?.find((change) => change.rewardId === reward.rewardId)} order={moves} />
            </IndexTable.Row>
          );
        })}
      </IndexTable>
      <div role="status"><Text as="span" visuallyHidden>{order.said}</Text></div>
    </Card>
  );
}

function WideRow({ reward, rate, priceChange, order }: RowProps) {
  const format = useFormat();
  const words = useRewardWords();
  return (
    <>
      <IndexTable.Cell><Name reward={reward} priceChange={priceChange} /></IndexTable.Cell>
      <IndexTable.Cell>{words.price(reward.terms)}</IndexTable.Cell>
      <IndexTable.Cell><Back terms={reward.terms} rate={rate} /></IndexTable.Cell>
      <IndexTable.Cell><Text as="p" alignment="end" numeric>{`${format.number(reward.redeemed)} / ${format.number(reward.used)}`}</Text></IndexTable.Cell>
      <IndexTable.Cell><PoolState reward={reward} /></IndexTable.Cell>
      <IndexTable.Cell>{order}</IndexTable.Cell>
    </>
  );
}

/** Of an example where the cart decides, and that is said; so is what is dear. */
function Back({ terms, rate }: { terms: Reward; rate: Props["rate"] }) {
  const { t } = useTranslation();
  const { text, example, isDear } = useRewardWords().back(terms, rate);
  const tone = isDear ? "caution" as const : undefined;
  return (
    <div style={{ whiteSpace: "normal", minWidth: 100 }}>
      <Text as="p" alignment="end" numeric tone={tone} fontWeight={isDear ? "semibold" : undefined}>{text}</Text>
      {example && <Text as="p" alignment="end" tone="subdued" variant="bodySm">{example}</Text>}
      {isDear && <Text as="p" alignment="end" tone="caution" variant="bodySm">{t("program.earn.backHigh")}</Text>}
    </div>
  );
}

function CondensedRow({ reward, rate, priceChange, order }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRewardWords();
  const back = words.back(reward.terms, rate);
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="150">
        <Name reward={reward} priceChange={priceChange} />
        <Text as="span" tone="subdued">{t("rewards.condensed", { price: words.price(reward.terms), back: back.text })}{back.example && `, ${back.example}`}</Text>
        {back.isDear && <Text as="span" tone="caution">{t("program.earn.backHigh")}</Text>}
        <Text as="span" tone="subdued">{t("rewards.counts", { redeemed: format.number(reward.redeemed), used: format.number(reward.used) })}</Text>
        <PoolState reward={reward} />
        {order}
      </BlockStack>
    </Box>
  );
}

function Name({ reward: { rewardId, terms, standing }, priceChange }: Pick<RowProps, "reward" | "priceChange">) {
  const words = useRewardWords();
  return (
    <div style={{ whiteSpace: "normal", overflowWrap: "anywhere", minWidth: 140 }}>
      <BlockStack>
        <InlineStack gap="200" blockAlign="center">
          <RowLink url={`/app/rewards/${rewardId}`}>{terms.title}</RowLink>
          <RewardStateBadge standing={standing} />
        </InlineStack>
        <Text as="span" tone="subdued" variant="bodySm">{words.gives(terms)}</Text>
        <PriceChanged change={priceChange} />
      </BlockStack>
    </div>
  );
}

function OrderButtons({ title, at, of, onMove }: { title: string; at: number; of: number; onMove: (at: number, by: 1 | -1) => void }) {
  const { t } = useTranslation();
  if (at === -1 || of < 2) return null;
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <ButtonGroup gap="tight" noWrap>
        <Button size="slim" variant="tertiary" icon={ArrowUpIcon} disabled={at === 0} accessibilityLabel={t("rewards.moveUp", { title })} onClick={() => onMove(at, -1)} />
        <Button size="slim" variant="tertiary" icon={ArrowDownIcon} disabled={at === of - 1} accessibilityLabel={t("rewards.moveDown", { title })} onClick={() => onMove(at, 1)} />
      </ButtonGroup>
    </span>
  );
}

/** Sends the whole order after every move: what two people do at once ends as one of their orders. */
function useOrder(rewards: readonly RewardTableRow[]): { move: (at: number, by: 1 | -1) => void; said: string } {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const [said, setSaid] = useState("");
  const move = (at: number, by: 1 | -1) => {
    const next = rewards.map(({ rewardId }) => rewardId);
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    fetcher.submit({ intent: "order", ids: next.map(String) } as never, { method: "post", encType: "application/json" });
    setSaid(t("rewards.moved", { title: rewards[at]!.terms.title, place: at + by + 1, of: rewards.length }));
  };
  return { move, said };
}
