import { BlockStack, Box, Card, InlineGrid, InlineStack, Text, Tooltip } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Pockets { pending: bigint; available: bigint; held: bigint; owed: bigint; earned: bigint }

/** The balance of a member by what can be done with it. Pockets that are empty for nearly everybody show only when they are not. */
export function MemberPockets({ pockets, worth }: { pockets: Pockets; worth: (points: bigint) => string }) {
  const { t } = useTranslation();
  const cells = [
    { id: "available", points: pockets.available, tone: undefined },
    { id: "pending", points: pockets.pending, tone: "subdued" as const },
    ...(pockets.held > 0n ? [{ id: "held", points: pockets.held, tone: undefined }] : []),
    ...(pockets.owed > 0n ? [{ id: "owed", points: pockets.owed, tone: "critical" as const }] : []),
    { id: "earned", points: pockets.earned, tone: "subdued" as const },
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("member.points")}</Text>
        <InlineGrid columns={{ xs: 2, sm: cells.length }} gap="400">
          {cells.map((cell) => <Pocket key={cell.id} {...cell} worth={cell.id === "earned" || cell.points === 0n ? null : worth(cell.points)} />)}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function Pocket({ id, points, tone, worth }: { id: string; points: bigint; tone?: "subdued" | "critical"; worth: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Box>
      <BlockStack gap="050">
        <InlineStack>
          <Tooltip content={t(`member.pocketHelp.${id}`)} hasUnderline>
            <Text as="span" variant="bodySm" tone="subdued">{t(`member.pocket.${id}`)}</Text>
          </Tooltip>
        </InlineStack>
        <Text as="p" variant="headingLg" tone={tone} numeric>{format.number(points)}</Text>
        {worth && <Text as="p" variant="bodySm" tone="subdued">{worth}</Text>}
      </BlockStack>
    </Box>
  );
}
