import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A picture, and the same figures as a table for who reads, listens or goes by keyboard. */
export function ChartCard({ title, children }: { title: string; children: (asTable: boolean) => ReactNode }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h2" variant="headingMd">{title}</Text>
          <Button variant="plain" onClick={() => setAsTable(!asTable)} accessibilityLabel={t(asTable ? "chart.asChartOf" : "chart.asTableOf", { title })}>{t(asTable ? "chart.asChart" : "chart.asTable")}</Button>
        </InlineStack>
        <div style={{ minHeight: CHART_HEIGHT }}>{children(asTable)}</div>
      </BlockStack>
    </Card>
  );
}

/** Of the picture, and of what stands there before it or instead of it: nothing below moves. */
export const CHART_HEIGHT = 260;
