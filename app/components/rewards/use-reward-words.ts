import { useTranslation } from "react-i18next";
import { isDear, rewardBack, type Example, type PricedTerms } from "~/loyalty/rewards/reward-cost";
import type { Reward, RewardValue } from "~/loyalty/rewards/reward";
import { rewardSteps } from "~/loyalty/rewards/reward-steps";
import type { Program } from "~/loyalty/program/program";
import { useFrame } from "../frame-context";
import { useFormat } from "../use-format";

type Terms = Pick<Reward, "value" | "price">;
type Rate = Program["earn"]["rate"];

/** What a reward gives and costs, in words. */
export function useRewardWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const { shop } = useFrame();
  const valueText = (value: RewardValue): string => {
    switch (value.kind) {
      case "amount_off": return t("rewards.gives.amount", { amount: format.shortMoney(value.minor) });
      case "percentage_off": return t("rewards.gives.percent", { percent: format.percent(value.percent / 100, 0) });
      case "free_shipping": return value.maximumMinor === null ? t("rewards.gives.shipping") : t("rewards.gives.shippingUpTo", { amount: format.shortMoney(value.maximumMinor) });
      case "free_product": return t("rewards.gives.product", { product: value.productTitle });
      case "product_discount": {
        const off = "minor" in value.off ? format.shortMoney(value.off.minor) : format.percent(value.off.percent / 100, 0);
        const { of, items } = value.goods;
        return items.length === 1 ? t("rewards.gives.one", { off, goods: items[0]!.title }) : t(`rewards.gives.${of}`, { off, count: items.length });
      }
    }
  };
  const exampleText = ({ of, minor }: Example) => t(`rewards.cost.example.${of}`, { amount: format.shortMoney(minor) });
  return {
    valueText,
    /** "$5 off", of a slider "$1 to $20 off". */
    gives: (terms: Terms) => {
      const steps = rewardSteps(terms);
      return steps.length === 1 ? valueText(steps[0]!.value) : t("rewards.gives.range", { from: valueText(steps[0]!.value), to: valueText(steps.at(-1)!.value) });
    },
    /** "100 points", of a slider "100 to 1,000 points". */
    price: (terms: Terms) => {
      const steps = rewardSteps(terms);
      const [from, to] = [steps[0]!.points, steps.at(-1)!.points];
      return steps.length === 1 ? t("rewards.price.fixed", { count: from, points: format.number(from) }) : t("rewards.price.range", { from: format.number(from), to: format.number(to) });
    },
    /** Share of spend a shopper gets back: "5.00%", of an example "about 5.00%" and which. */
    back: (terms: PricedTerms, rate: Rate) => {
      const { back, example } = rewardBack(terms, rate, shop.currency);
      const percent = format.percent(back / 10_000, 2);
      return { text: example ? t("rewards.about", { amount: percent }) : percent, example: example && exampleText(example), isDear: isDear(terms, rate, shop.currency) };
    },
    /** The same as a sentence. */
    backSentence: (terms: PricedTerms, rate: Rate) => {
      const { back, example } = rewardBack(terms, rate, shop.currency);
      const percent = format.percent(back / 10_000, 2);
      return example ? t("rewards.cost.about", { percent, example: exampleText(example) }) : t("program.earn.back", { percent });
    },
  };
}
