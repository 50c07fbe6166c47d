import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RewardStanding } from "~/loyalty/rewards/reward-standing";

const TONES = { active: "success", paused: "attention", scheduled: "info", ended: undefined } as const;

export function RewardStateBadge({ standing }: { standing: RewardStanding }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[standing]}>{t(`rewards.state.${standing}`)}</Badge>;
}
