import { useFetcher } from "@remix-run/react";
import { Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFailureToast } from "../failed-action";

interface Props { redemptionId: bigint; codeEnd: string }

/** The end of a code; all of it when somebody asks, which is noted. */
export function MaskedCode({ redemptionId, codeEnd }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ ok: boolean; code?: string }>();
  useFailureToast(fetcher);
  const code = fetcher.data?.code;
  const reveal = () => fetcher.submit({ intent: "reveal", redemptionId: String(redemptionId) }, { method: "post", action: "/app/codes", encType: "application/json" });
  return (
    <InlineStack align="start" gap="200" blockAlign="center">
      <Text as="span" breakWord><span style={{ fontFamily: "ui-monospace, monospace" }}>{code ?? `••••${codeEnd}`}</span></Text>
      {!code && <Button variant="plain" onClick={reveal} loading={fetcher.state !== "idle"} accessibilityLabel={t("codes.revealOf", { end: codeEnd })}>{t("codes.reveal")}</Button>}
    </InlineStack>
  );
}
