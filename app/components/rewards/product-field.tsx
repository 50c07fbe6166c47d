import { Banner, BlockStack, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { plainMoney } from "~/forms/program-draft";
import type { RewardDraft } from "~/forms/reward-draft";
import { parseMinor } from "~/loyalty/money/parse-minor";
import type { PriceToday } from "~/loyalty/rewards/price-today";
import { useFrame } from "../frame-context";
import { useFormat } from "../use-format";
import { useLater } from "../use-later";
import { useRewardEditing } from "./draft-fields";
import { usePriceSentence } from "./price-changed";
import type { RewardPage } from "./reward-editor";

/** The free one. Its price of today is what the discount takes off. */
export function ProductField({ priceChange }: Pick<RewardPage, "priceChange">) {
  const { t } = useTranslation();
  const { draft: { product }, change, errorOf, idOf, touch } = useRewardEditing();
  const error = errorOf("product");
  const told = useLater(priceChange);
  const choose = () => void pickVariant().then((picked) => { touch("product"); if (picked) change({ product: picked }); });
  return (
    <BlockStack gap="200">
      <InlineStack gap="300" blockAlign="center" align="space-between">
        {product ? <Picked product={product} /> : <Text as="p" tone="subdued">{t("rewards.product.none")}</Text>}
        <Button id={idOf("product")} onClick={choose}>{t(product ? "rewards.product.other" : "rewards.product.pick")}</Button>
      </InlineStack>
      {product && told && <PriceToAdopt today={told.today} />}
      <Text as="p" tone="subdued" variant="bodySm">{t("rewards.product.help")}</Text>
      {error && <InlineError message={error} fieldID={idOf("product")} />}
    </BlockStack>
  );
}

function Picked({ product: { title, price } }: { product: NonNullable<RewardDraft["product"]> }) {
  const { shop } = useFrame();
  const format = useFormat();
  return (
    <BlockStack>
      <Text as="p" fontWeight="semibold" breakWord>{title}</Text>
      <Text as="p" tone="subdued">{format.money(parseMinor(price, shop.currency))}</Text>
    </BlockStack>
  );
}

/** Whether what it takes off is still the price; asked of the variant that is stored, not of one chosen just now. */
function PriceToAdopt({ today }: { today: PriceToday }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const sentence = usePriceSentence();
  const { draft: { product }, stored, change } = useRewardEditing();
  if (!product || product.variantId !== stored.product?.variantId) return null;
  const offMinor = parseMinor(product.price, shop.currency);
  if (today === "gone") return <Banner tone="warning">{sentence({ today, offMinor })}</Banner>;
  if (today.minor === offMinor) return null;
  return (
    <Banner tone="warning" action={{ content: t("rewards.product.useToday"), onAction: () => change({ product: { ...product, price: plainMoney(today.minor, shop.currency) } }) }}>
      {sentence({ today, offMinor })}
    </Banner>
  );
}

/** What of Shopify's answer to the picker is used; its own types leave the product of a variant out. */
interface PickedVariant { id: string; title: string; displayName?: string; price?: string | null; product?: { id?: string } }

async function pickVariant(): Promise<RewardDraft["product"]> {
  const picked = (await window.shopify.resourcePicker({ type: "variant", multiple: false })) as PickedVariant[] | undefined;
  const variant = picked?.[0];
  if (!variant) return null;
  const idOf = (gid: string | undefined) => gid?.split("/").at(-1) ?? "0";
  return { productId: idOf(variant.product?.id), variantId: idOf(variant.id), title: (variant.displayName ?? variant.title).replace(/ - Default Title$/, "").slice(0, 255), price: variant.price ?? "0" };
}
