import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris";

export interface Kpi { id: string; label: string; value: string; note?: string }

/** The few numbers of the day, in one row; on a phone two by two. */
export function KpiStrip({ kpis }: { kpis: Kpi[] }) {
  return (
    <Card padding="0">
      <InlineGrid columns={{ xs: 2, md: kpis.length }}>
        {kpis.map((kpi) => (
          <Box key={kpi.id} padding="400">
            <BlockStack gap="100">
              <Text as="h3" variant="bodySm" tone="subdued">{kpi.label}</Text>
              <Text as="p" variant="headingLg" numeric>{kpi.value}</Text>
              {kpi.note && <Text as="p" variant="bodySm" tone="subdued">{kpi.note}</Text>}
            </BlockStack>
          </Box>
        ))}
      </InlineGrid>
    </Card>
  );
}
