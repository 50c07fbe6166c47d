import { BlockStack, Button, InlineError, InlineStack, Tag, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Goods } from "~/loyalty/rewards/reward";
import { useRewardEditing } from "./draft-fields";

/** Products or collections a discount is for: one sort, as Shopify's discounts have it. Shopify's own picker chooses. */
export function GoodsField() {
  const { t } = useTranslation();
  const { draft: { goods }, change, errorOf, idOf, touch } = useRewardEditing();
  const error = errorOf("goods");
  const choose = (of: Goods["of"]) => void pickGoods(of, goods).then((picked) => { touch("goods"); if (picked) change({ goods: picked }); });
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="medium">{t("rewards.goods.title")}</Text>
      <div id={idOf("goods")}>
        <InlineStack gap="200">
          <Button onClick={() => choose("products")}>{t("rewards.goods.products")}</Button>
          <Button onClick={() => choose("collections")}>{t("rewards.goods.collections")}</Button>
        </InlineStack>
      </div>
      {goods.items.length > 0 && (
        <InlineStack gap="100">
          {goods.items.map((item) => <Tag key={item.id} onRemove={() => change({ goods: { ...goods, items: goods.items.filter(({ id }) => id !== item.id) } })}>{item.title}</Tag>)}
        </InlineStack>
      )}
      {error && <InlineError message={error} fieldID={idOf("goods")} />}
    </BlockStack>
  );
}

/** Null when the merchant closed the picker. Choosing the other sort begins anew. */
async function pickGoods(of: Goods["of"], known: Goods): Promise<Goods | null> {
  const type = of === "products" ? "product" as const : "collection" as const;
  const gid = of === "products" ? "Product" : "Collection";
  const selectionIds = known.of === of ? known.items.map(({ id }) => ({ id: `gid://shopify/${gid}/${id}` })) : [];
  const picked = await window.shopify.resourcePicker({ type, multiple: 100, selectionIds, ...(type === "product" && { filter: { variants: false } }) });
  return picked ? { of, items: picked.map(({ id, title }) => ({ id: id.split("/").at(-1)!, title: title.slice(0, 255) })) } : null;
}
