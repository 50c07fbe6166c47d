import { Banner, Link, List, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { FieldErrors } from "~/forms/field-errors";
import type { RewardDraft } from "~/forms/reward-draft";
import { inPageOrder } from "~/forms/reward-fields";
import { focusField } from "../focus-field";
import { useFieldError } from "../use-field-error";
import { useRewardEditing } from "./draft-fields";

/** What each field is called on the screen; some by what is chosen beside them. */
function labelOf(field: string, { pricing, kind }: RewardDraft): string | null {
  const slider = pricing === "slider" && (kind === "amount_off" || kind === "product_discount");
  const labels: Record<string, string> = {
    title: "rewards.value.name", amount: slider ? "rewards.value.amountOfStep" : "rewards.value.amount", percent: "rewards.value.percent", maximumShipping: "rewards.value.maximumShipping",
    goods: "rewards.goods.title", product: "rewards.kind.free_product", pricing: "rewards.price.kind", points: slider ? "rewards.price.pointsOfStep" : "rewards.price.points", steps: "rewards.price.steps",
    minimumSpend: "rewards.limits.minimum", "memberLimit.count": "rewards.limits.member", "memberLimit.days": "rewards.limits.within", totalLimit: "rewards.limits.total", stock: "rewards.limits.stock",
    tiers: "rewards.limits.tiers", validityDays: "rewards.code.validity", startDate: "rewards.schedule.start", endDate: "rewards.schedule.end",
  };
  return labels[field] ?? null;
}

/** Everything that keeps a reward from being saved, down the page, each leading to its field. A try to save that failed puts the focus here. */
export function MistakesBanner({ errors, draft, tries }: { errors: FieldErrors; draft: RewardDraft; tries: number }) {
  const { t } = useTranslation();
  const errorOf = useFieldError(errors);
  const { idOf } = useRewardEditing();
  const banner = useRef<BannerHandles>(null);
  useEffect(() => { if (tries > 0) banner.current?.focus(); }, [tries]);
  const { form, ...fields } = errors;
  return (
    <Banner tone="critical" title={t("rewards.save.wrong")} ref={banner}>
      <List>
        {form && <List.Item>{errorOf("form")}</List.Item>}
        {inPageOrder(Object.keys(fields)).map((field) => {
          const label = labelOf(field, draft);
          const link = <Link onClick={() => focusField(idOf(field))} />;
          return <List.Item key={field}>{label ? <Trans t={t} i18nKey="rewards.save.mistake" values={{ field: t(label), sentence: errorOf(field) }} components={{ field: link }} /> : errorOf(field)}</List.Item>;
        })}
      </List>
    </Banner>
  );
}
