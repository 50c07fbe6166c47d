import type { BuyerRedemption } from "../contract";
import { isMoving } from "./redemption-states";
import type { Words } from "./words";

/** Where a redemption stands, for whoever waits for it. Read out when it changes. */
export function RedemptionStatus({ redemption, words }: { redemption: BuyerRedemption; words: Words }) {
  const { status, step, takenOut, expiresOn, onExpiry, order, restored } = redemption;
  const sentence = () => {
    if (status === "ready") return expiresOn ? words.t(onExpiry === "lapse" ? "code.until_lapse" : "code.until", { date: words.day(expiresOn) }) : words.t("code.ready");
    if (status === "returning") return words.t(takenOut ? "code.taken_out" : step === 2 ? "code.returning_2" : "code.returning_1");
    if (status === "used") return restored > 0 ? words.t("code.used_restored", { order: order ?? "", points: words.points(restored) }) : words.t("code.used", { order: order ?? "" });
    return words.t(`code.${status}`);
  };
  return (
    <s-stack direction="inline" gap="small-200" alignItems="center" accessibilityRole="status">
      {isMoving(redemption) && <s-spinner size="small" accessibilityLabel={words.t("wait")} />}
      <s-text color="subdued">{sentence()}</s-text>
    </s-stack>
  );
}
