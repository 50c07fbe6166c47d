import type { BuyerRedemption, BuyerRewards } from "../../_shared/contract";
import { isMoving } from "../../_shared/ui/redemption-states";
import { GiveBack } from "../../_shared/ui/give-back";
import { RedemptionStatus } from "../../_shared/ui/redemption-status";
import { termsOf } from "../../_shared/ui/reward-terms";
import type { RewardsOfBuyer } from "../../_shared/ui/use-rewards";
import type { Words } from "../../_shared/ui/words";
import { hintOf, inLine, judge } from "./obstacle";
import type { CodesOfCheckout } from "./use-codes";

interface CodesProps { data: BuyerRewards; words: Words; buyer: RewardsOfBuyer; codes: CodesOfCheckout }

/**
 * Codes the member has already: first what is on this checkout, then what can be, what is sure to fit before what may, then what does nothing
 * here and what is under way. Points on their way back are one line, however many codes they had.
 */
export function MyCodes({ data, words, buyer, codes }: CodesProps) {
  const ready = data.redemptions.filter(({ status }) => status === "ready");
  const applied = ready.filter(codes.isApplied);
  const entered = codes.entered(data.redemptions);
  const unused = ready.filter((redemption) => !applied.includes(redemption)).map((redemption) => ({
    redemption, ...judge(redemption, { entered: { ...entered, own: entered.own.filter(({ id }) => id !== redemption.id) }, currency: data.currency, words }),
  })).sort((one, other) => inLine(one) - inLine(other));
  const returning = data.redemptions.filter(({ status, takenOut }) => status === "returning" && !takenOut);
  const moving = data.redemptions.filter((redemption) => isMoving(redemption) && !returning.includes(redemption));
  if (ready.length + moving.length + returning.length === 0) return null;
  const rows = { words, buyer, codes, currency: data.currency };
  return (
    <s-stack gap="base">
      {applied.map((redemption) => <AppliedCode key={redemption.id} redemption={redemption} {...rows} />)}
      {unused.map(({ redemption, obstacle }) => <UnusedCode key={redemption.id} redemption={redemption} obstacle={obstacle} {...rows} />)}
      {moving.map((redemption) => (
        <s-stack key={redemption.id} gap="small-200">
          <s-text type="strong">{words.name(redemption, data.currency)}</s-text>
          <RedemptionStatus redemption={redemption} words={words} />
        </s-stack>
      ))}
      {returning.length > 0 && (
        <s-stack direction="inline" gap="small-200" alignItems="center" accessibilityRole="status">
          <s-spinner size="small" accessibilityLabel={words.t("wait")} />
          <s-text color="subdued">{words.t("coming_back", { points: words.points(returning.reduce((sum, { points }) => sum + points, 0)) })}</s-text>
        </s-stack>
      )}
    </s-stack>
  );
}

type RowProps = Omit<CodesProps, "data"> & { redemption: BuyerRedemption; currency: string };

function AppliedCode({ redemption, words, codes, buyer, currency }: RowProps) {
  const busy = codes.busy !== null || buyer.busy !== null;
  const reward = words.name(redemption, currency);
  return (
    <s-stack gap="small-200">
      <s-stack direction="inline" gap="base" alignItems="center" justifyContent="space-between">
        <s-text type="strong" tone="success">{words.t("applied", { reward })}</s-text>
        <s-button variant="secondary" loading={codes.busy === redemption.id} disabled={busy && codes.busy !== redemption.id} accessibilityLabel={words.t("remove_code", { reward })} onClick={() => void codes.remove(redemption)}>{words.t("remove")}</s-button>
      </s-stack>
      <Notice redemption={redemption} codes={codes} />
    </s-stack>
  );
}

/** One that was refused shows why, and its way back to points stands open; one that does nothing here says so beforehand. */
function UnusedCode({ redemption, obstacle, words, codes, buyer, currency }: RowProps & { obstacle: string | null }) {
  const busy = codes.busy !== null || buyer.busy !== null;
  const reward = words.name(redemption, currency);
  const hint = hintOf(...termsOf(redemption, currency, words), obstacle);
  const more = (
    <s-stack gap="small-200">
      <RedemptionStatus redemption={redemption} words={words} />
      <GiveBack redemption={redemption} words={words} busy={buyer.busy === redemption.id} disabled={busy} onGiveBack={() => void buyer.cancel(redemption.id)} />
    </s-stack>
  );
  return (
    <s-stack gap="small-200">
      <s-button variant={obstacle === null ? "primary" : "secondary"} loading={codes.busy === redemption.id} disabled={obstacle !== null || (busy && codes.busy !== redemption.id)} onClick={() => void codes.apply(redemption)}>{words.t("use", { reward })}</s-button>
      {hint && <s-text color="subdued">{hint}</s-text>}
      <Notice redemption={redemption} codes={codes} />
      {codes.notice?.id === redemption.id ? more : <s-details><s-summary>{words.t("yours_already", { points: words.points(redemption.points) })}</s-summary>{more}</s-details>}
    </s-stack>
  );
}

function Notice({ redemption, codes: { notice } }: Pick<RowProps, "redemption" | "codes">) {
  return notice?.id === redemption.id ? <s-banner tone="warning"><s-text>{notice.sentence}</s-text></s-banner> : null;
}
