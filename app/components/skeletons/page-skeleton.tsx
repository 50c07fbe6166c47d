import { BlockStack, Box, Card, InlineGrid, InlineStack, Layout, SkeletonBodyText, SkeletonDisplayText, SkeletonPage } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CHART_HEIGHT } from "../chart/chart-card";
import type { Room } from "./room-of";

/** Stands in the place of a page that is on its way, in its shape; Polaris says “loading” to a screen reader. */
export function PageSkeleton({ room }: { room: Room }) {
  const { t } = useTranslation();
  const { title, wide, back, body } = SHAPES[room];
  return <SkeletonPage title={title && t(title)} fullWidth={wide} backAction={back} primaryAction={room === "member"}>{body}</SkeletonPage>;
}

const block = (lines: number) => (
  <Card><BlockStack gap="400"><SkeletonDisplayText size="small" /><SkeletonBodyText lines={lines} /></BlockStack></Card>
);

const strip = (figures: number) => (
  <Card padding="0">
    <InlineGrid columns={{ xs: 2, md: figures }}>
      {Array.from({ length: figures }, (_, i) => <Box key={i} padding="400"><BlockStack gap="300"><SkeletonBodyText lines={1} /><SkeletonDisplayText size="medium" /></BlockStack></Box>)}
    </InlineGrid>
  </Card>
);

const table = (rows: number) => (
  <Card padding="0">
    <Box padding="400"><SkeletonDisplayText size="small" /></Box>
    {Array.from({ length: rows }, (_, i) => (
      <Box key={i} padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
        <InlineStack gap="400" wrap={false}><Box width="40%"><SkeletonBodyText lines={1} /></Box><Box width="60%"><SkeletonBodyText lines={1} /></Box></InlineStack>
      </Box>
    ))}
  </Card>
);

const chart = <Card><Box minHeight={`${CHART_HEIGHT + 40}px`}><BlockStack gap="400"><SkeletonDisplayText size="small" /><SkeletonBodyText lines={9} /></BlockStack></Box></Card>;

const beside = (main: ReactNode, side: ReactNode) => (
  <>
    <Layout.Section><BlockStack gap="400">{main}</BlockStack></Layout.Section>
    <Layout.Section variant="oneThird"><BlockStack gap="400">{side}</BlockStack></Layout.Section>
  </>
);

interface Shape { title?: string; wide?: boolean; back?: boolean; body: ReactNode }

/** One entry a room; whoever adds a room adds its shape. */
const SHAPES: Record<Room, Shape> = {
  home: { title: "home.title", body: <Layout><Layout.Section>{strip(6)}</Layout.Section>{beside(<>{chart}{block(2)}</>, <>{block(4)}{block(3)}{block(4)}</>)}</Layout> },
  program: { title: "nav.program", body: <Layout>{beside(<>{block(1)}{block(4)}{block(6)}{block(4)}</>, block(6))}</Layout> },
  members: { title: "nav.members", wide: true, body: table(12) },
  member: { back: true, body: <Layout>{beside(<>{strip(4)}{table(4)}{table(6)}</>, <>{block(4)}{block(3)}{block(3)}</>)}</Layout> },
  order: { back: true, body: <Layout>{beside(table(4), <>{block(6)}{block(6)}</>)}</Layout> },
  rewards: { title: "nav.rewards", body: table(5) },
  reward: { back: true, body: <Layout>{beside(<>{block(3)}{block(4)}{block(3)}{block(3)}</>, <>{block(5)}{block(3)}</>)}</Layout> },
  codes: { title: "nav.codes", body: table(10) },
  events: { title: "nav.events", body: <BlockStack gap="400">{strip(4)}{chart}{table(10)}</BlockStack> },
  settings: { title: "nav.settings", body: <Layout>{beside(<>{block(3)}{block(3)}{block(2)}</>, block(6))}</Layout> },
  other: { body: <Layout><Layout.Section><BlockStack gap="400">{block(4)}{block(4)}</BlockStack></Layout.Section></Layout> },
};
