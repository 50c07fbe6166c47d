import { BlockStack, Button, InlineStack, Tag, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props { label: string; help?: string; error?: string; tags: string[]; onChange: (tags: string[]) => void; inputMode?: "numeric" }

/** A list of short texts; each is added by Enter or the button and taken away by its cross. */
export function TagField({ label, help, error, tags, onChange, inputMode }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const add = () => {
    const tag = text.trim();
    if (tag && !tags.some((known) => known.toLowerCase() === tag.toLowerCase())) onChange([...tags, tag]);
    setText("");
  };
  return (
    <BlockStack gap="200">
      <div onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); add(); } }}>
        <TextField label={label} helpText={help} error={error} value={text} onChange={setText} autoComplete="off" maxLength={255} inputMode={inputMode}
          connectedRight={<Button onClick={add} disabled={text.trim() === ""}>{t("common.add")}</Button>} />
      </div>
      {tags.length > 0 && <InlineStack gap="100">{tags.map((tag) => <Tag key={tag} onRemove={() => onChange(tags.filter((known) => known !== tag))}>{tag}</Tag>)}</InlineStack>}
    </BlockStack>
  );
}
