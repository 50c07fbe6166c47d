import { Badge, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgramDraft } from "~/forms/program-draft";
import { useEditing } from "./draft-fields";

type Multiplier = ProgramDraft["multipliers"][number];

/** Products, collections and tags that earn more, or nothing. Shopify's own picker chooses, tags are typed. */
export function MultiplierList() {
  const { t } = useTranslation();
  const { draft, change } = useEditing();
  const add = (found: Multiplier[]) => {
    const known = new Set(draft.multipliers.map(keyOf));
    change({ multipliers: [...draft.multipliers, ...found.filter((one) => !known.has(keyOf(one)))] });
  };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.multipliers.title")}</Text>
          <Text as="p" tone="subdued">{t("program.multipliers.body")}</Text>
        </BlockStack>
        {draft.multipliers.map((multiplier, index) => <MultiplierRow key={keyOf(multiplier)} multiplier={multiplier} index={index} />)}
        <InlineStack gap="200">
          <Button onClick={() => void pick("product").then(add)}>{t("program.multipliers.addProducts")}</Button>
          <Button onClick={() => void pick("collection").then(add)}>{t("program.multipliers.addCollections")}</Button>
        </InlineStack>
        <AddTag onAdd={(tag) => add([{ scope: "tag", id: tag, title: tag, multiplier: "2" }])} />
      </BlockStack>
    </Card>
  );
}

function MultiplierRow({ multiplier, index }: { multiplier: Multiplier; index: number }) {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  const excluded = Number(multiplier.multiplier.replace(",", ".")) === 0 && multiplier.multiplier.trim() !== "";
  const set = (text: string) => change({ multipliers: draft.multipliers.map((one, at) => (at === index ? { ...one, multiplier: text } : one)) });
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300">
      <BlockStack gap="050">
        <Text as="p" breakWord>{multiplier.title}</Text>
        <InlineStack gap="200">
          <Text as="span" variant="bodySm" tone="subdued">{t(`program.multipliers.scope.${multiplier.scope}`)}</Text>
          {excluded && <Badge tone="attention">{t("program.multipliers.excluded")}</Badge>}
        </InlineStack>
      </BlockStack>
      <InlineStack gap="200" blockAlign="start" wrap={false}>
        <div style={{ width: 110 }}>
          <TextField label={t("program.multipliers.multiplierOf", { title: multiplier.title })} labelHidden value={multiplier.multiplier} prefix="×" inputMode="decimal" onChange={set} {...field(`multipliers.${index}.multiplier`)} />
        </div>
        <Button icon={DeleteIcon} variant="tertiary" accessibilityLabel={t("program.multipliers.remove", { title: multiplier.title })}
          onClick={() => change({ multipliers: draft.multipliers.filter((_, at) => at !== index) })} />
      </InlineStack>
    </InlineStack>
  );
}

function AddTag({ onAdd }: { onAdd: (tag: string) => void }) {
  const { t } = useTranslation();
  const [tag, setTag] = useState("");
  const add = () => {
    if (tag.trim() === "") return;
    onAdd(tag.trim());
    setTag("");
  };
  return (
    <TextField label={t("program.multipliers.tag")} value={tag} onChange={setTag} autoComplete="off" maxLength={255}
      connectedRight={<Button onClick={add} disabled={tag.trim() === ""}>{t("program.multipliers.addTag")}</Button>} />
  );
}

const keyOf = ({ scope, id }: Multiplier) => `${scope} ${id.toLowerCase()}`;

/** Empty when the merchant closed the picker. */
async function pick(type: "product" | "collection"): Promise<Multiplier[]> {
  const selection = await window.shopify.resourcePicker({ type, multiple: true, ...(type === "product" && { filter: { variants: false } }) });
  return (selection ?? []).map(({ id, title }) => ({ scope: type, id: id.split("/").at(-1)!, title, multiplier: "2" }));
}
