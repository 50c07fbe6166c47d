import { Link, Text } from "@shopify/polaris";

/**
 * The link a table's row leads to. A click on the link itself must not reach the row: the row would follow the link a
 * second time.
 */
export function RowLink({ url, label, children }: { url: string; label?: string; children: string }) {
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <Link url={url} dataPrimaryLink monochrome removeUnderline accessibilityLabel={label}>
        <Text as="span" fontWeight="semibold">{children}</Text>
      </Link>
    </span>
  );
}
