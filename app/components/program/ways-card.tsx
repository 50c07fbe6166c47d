import { BlockStack, Box, Card, Checkbox, InlineGrid, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ACTIVITIES, type ActivityKind } from "~/loyalty/activities/activity";
import { useEditing } from "./draft-fields";

/** Ways to earn beside orders: a switch and points for each. */
export function WaysCard() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.ways.title")}</Text>
          <Text as="p" tone="subdued">{t("program.ways.body")}</Text>
        </BlockStack>
        {ACTIVITIES.map((kind) => <Way key={kind} kind={kind} />)}
      </BlockStack>
    </Card>
  );
}

function Way({ kind }: { kind: ActivityKind }) {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  const way = draft.activities[kind];
  const set = (part: Partial<typeof way>) => change({ activities: { ...draft.activities, [kind]: { ...way, ...part } } });
  const name = t(`program.ways.of.${kind}`);
  return (
    <InlineGrid columns={{ xs: 1, sm: "2fr 1fr" }} gap="200" alignItems="start">
      <Checkbox label={name} helpText={t(`program.ways.help.${kind}`)} checked={way.on} onChange={(on) => set({ on })} />
      {/* Points that are wrong have to be seen also while the way is off: they keep the program from being saved. */}
      <Box paddingInlineStart={{ xs: "600", sm: "0" }}>
        <TextField label={t("program.ways.points", { way: name })} labelHidden value={way.points} inputMode="numeric" suffix={draft.pointName.other}
          onChange={(points) => set({ points })} {...field(`activities.${kind}.points`)} />
      </Box>
    </InlineGrid>
  );
}
