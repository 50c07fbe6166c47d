import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RedemptionStanding } from "~/loyalty/rewards/redemption-path";

const TONES = { held: "attention", issued: "info", closing: "attention", burned: "success", voided: undefined, lapsed: undefined, used_late: "warning" } as const;

export function RedemptionBadge({ standing }: { standing: RedemptionStanding }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[standing]}>{t(`codes.state.${standing}`)}</Badge>;
}
