import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Where the member stands with the program; a plain member needs no badge. */
export function MemberStateBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  if (state === "member") return null;
  const tone = state === "blocked" ? "critical" : "attention";
  return <Badge tone={tone}>{t(`member.state.${state}`)}</Badge>;
}

export function TierBadge({ name }: { name: string }) {
  return name === "" ? null : <Badge tone="info">{name}</Badge>;
}
