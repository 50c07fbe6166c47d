import { Badge, BlockStack, InlineStack, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFrame } from "../frame-context";
import type { LiveBlock, LiveBlocks } from "./use-live-blocks";

/** Our blocks and, as far as the plan takes it, the panel of the checkout. */
export function BlockStates({ live, apiKey }: { live: LiveBlocks; apiKey: string }) {
  return (
    <BlockStack gap="300">
      <ThemeBlocks live={live} apiKey={apiKey} />
      <CheckoutPanel />
    </BlockStack>
  );
}

/** Where it cannot stand there is nothing to set: what does the same is named instead. */
function CheckoutPanel() {
  const { t } = useTranslation();
  const { shop } = useFrame();
  if (!shop.checkoutPanels) return <Text as="p" tone="subdued">{t("blocks.checkout.needsPlus")}</Text>;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
      <Text as="span">{t("blocks.checkout.name")}</Text>
      <Link url={`https://${shop.domain}/admin/settings/checkout/editor`} target="_top" accessibilityLabel={t("blocks.checkout.inEditor")}>{t("blocks.checkout.place")}</Link>
    </InlineStack>
  );
}

/** Our blocks with where each opens in the theme editor, and whether shoppers see it now. */
function ThemeBlocks({ live, apiKey }: { live: LiveBlocks; apiKey: string }) {
  const { t } = useTranslation();
  if (live.state === "loading") return <SkeletonBodyText lines={3} />;
  if (live.state === "unknown") return <Text as="p" tone="subdued">{t("blocks.unknown")}</Text>;
  if (live.blocks.length === 0) return <Text as="p" tone="subdued">{t("blocks.none")}</Text>;
  return <BlockStack gap="200">{live.blocks.map((block) => <BlockState key={block.handle} block={block} apiKey={apiKey} />)}</BlockStack>;
}

function BlockState({ block, apiKey }: { block: LiveBlock; apiKey: string }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const action = t(block.active ? "blocks.edit" : "blocks.add");
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span">{block.name}</Text>
        <Badge tone={block.active ? "success" : undefined} progress={block.active ? "complete" : "incomplete"}>{t(block.active ? "blocks.on" : "blocks.off")}</Badge>
      </InlineStack>
      <Link url={editorUrl(shop.domain, apiKey, block)} target="_top" accessibilityLabel={t("blocks.inEditor", { action, name: block.name })}>{action}</Link>
    </InlineStack>
  );
}

/** Shopify's deep link: embeds are switched on, blocks are added where they belong. */
function editorUrl(domain: string, apiKey: string, { handle, embed }: LiveBlock): string {
  const place = embed
    ? `context=apps&activateAppId=${apiKey}/${handle}`
    : `template=${TEMPLATES[handle] ?? "index"}&addAppBlockId=${apiKey}/${handle}&target=${handle === "member-card" ? "newAppsSection" : "mainSection"}`;
  return `https://${domain}/admin/themes/current/editor?${place}`;
}

const TEMPLATES: Record<string, string> = { "earn-points": "product", "earn-points-collection": "collection" };
