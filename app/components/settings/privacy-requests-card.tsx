import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { download } from "./download";

interface Request {
  requestId: bigint; kind: "data_request" | "customer_redact" | "shop_redact"; state: "open" | "done" | "ignored"; receivedAt: Date; dueAt: Date; doneAt: Date | null; note: string | null;
  readyUntil: Date | null;
}

/** What customers asked about their data, how far it is, and the exports to hand on. */
export function PrivacyRequestsCard({ requests }: { requests: Request[] }) {
  const { t } = useTranslation();
  return (
    <div id="privacy-requests"><Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("privacy.title")}</Text>
          <Text as="p" tone="subdued">{t("privacy.body")}</Text>
        </BlockStack>
        {requests.length === 0 && <Text as="p">{t("privacy.none")}</Text>}
        {requests.map((request) => <RequestLine key={String(request.requestId)} request={request} />)}
      </BlockStack>
    </Card></div>
  );
}

function RequestLine({ request }: { request: Request }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, state, receivedAt, dueAt, doneAt, note, readyUntil } = request;
  const received = t("privacy.received", { date: format.date(receivedAt) });
  const then = doneAt ? t("privacy.done", { date: format.date(doneAt) }) : t("privacy.due", { date: format.date(dueAt) });
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span">{t(`privacy.kind.${kind}`)}</Text>
          <Badge tone={state === "open" ? "attention" : undefined}>{t(`privacy.state.${state}`)}</Badge>
        </InlineStack>
        <Text as="p" variant="bodySm" tone="subdued">{received} · {then}</Text>
        {note && <Text as="p" variant="bodySm" tone="subdued">{note}</Text>}
        {kind === "data_request" && state === "done" && !readyUntil && <Text as="p" variant="bodySm" tone="subdued">{t("privacy.erased")}</Text>}
      </BlockStack>
      {readyUntil && <Export requestId={request.requestId} readyUntil={readyUntil} />}
    </InlineStack>
  );
}

function Export({ requestId, readyUntil }: { requestId: bigint; readyUntil: Date }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useState<"idle" | "busy" | "gone" | "failed">("idle");
  const save = async () => {
    setState("busy");
    const status = await download(`/app/privacy/${requestId}/export`, `customer-data-${requestId}.json`).catch(() => 0);
    setState(status === 200 ? "idle" : status === 404 ? "gone" : "failed");
  };
  const until = t("privacy.readyUntil", { date: format.dateTime(readyUntil) });
  return (
    <BlockStack gap="100" inlineAlign="end">
      <Button onClick={() => void save()} loading={state === "busy"} disabled={state === "gone"} accessibilityLabel={t("privacy.downloadOf", { id: String(requestId) })}>{t("privacy.download")}</Button>
      <Text as="p" variant="bodySm" tone="subdued">{until}</Text>
      <div role="status">
        {state === "gone" && <Text as="p" variant="bodySm" tone="critical">{t("privacy.erased")}</Text>}
        {state === "failed" && <Text as="p" variant="bodySm" tone="critical">{t("privacy.failed")}</Text>}
      </div>
    </BlockStack>
  );
}
