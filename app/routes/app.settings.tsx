import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, InlineGrid, Layout, Page, RangeSlider, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { FailureBanner } from "~/components/failed-action";
import { ContextualSaveBar } from "~/components/contextual-save-bar";
import { CardPreview } from "~/components/program/card-preview";
import { PastOrdersCard } from "~/components/settings/past-orders-card";
import { PrivacyRequestsCard } from "~/components/settings/privacy-requests-card";
import { TagField } from "~/components/tag-field";
import { appearanceOf, type Appearance } from "~/forms/appearance";
import { appearanceSchema } from "~/forms/appearance-schema";
import { parseCommand } from "~/forms/parse-command.server";
import { readsAllOrders } from "~/loyalty/orders/all-orders-scope";
import { setTestCustomers } from "~/operations/program/set-test-customers.server";
import { saveAppearance } from "~/operations/shop/save-appearance.server";
import { pastOrders } from "~/store/admin-reads/past-orders.server";
import { privacyRequests } from "~/store/admin-reads/privacy-requests.server";
import { programInForce } from "~/store/program/program-in-force.server";

export { keepPage as clientAction, unlessFailed as shouldRevalidate } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ shop, shopId, now }) => {
  const [program, requests, run] = await Promise.all([programInForce(shopId, now), privacyRequests(shopId), pastOrders(shopId)]);
  return { stored: { appearance: appearanceOf(shop.appearance), testCustomers: shop.testCustomers }, program, requests, past: { run, granted: readsAllOrders(shop.scopes) } };
});

const settingsSchema = z.strictObject({
  appearance: appearanceSchema,
  testCustomers: z.array(z.string().regex(/^\d{1,20}$/, "expected the number of a customer, as in the address of its page")).max(50),
});
type Settings = z.infer<typeof settingsSchema>;

export const action = adminAction(async ({ request, shop, shopId, actor, now }) => {
  const { appearance, testCustomers } = await parseCommand(request, settingsSchema);
  const before = appearanceOf(shop.appearance);
  if (before.color !== appearance.color || before.radius !== appearance.radius) await saveAppearance(shopId, { ...appearance, actor }, now);
  if (testCustomers.join() !== shop.testCustomers.join()) await setTestCustomers(shopId, { customerIds: testCustomers, actor }, now);
  return { ok: true };
});

export default function SettingsPage() {
  const { t } = useTranslation();
  const { stored, program, requests, past } = useLoaderData<typeof loader>();
  const { draft, setDraft, dirty, saving, save, answer } = useSettings(stored);
  const wrong = draft.testCustomers.find((id) => !/^\d{1,20}$/.test(id));
  const color = draft.appearance.color ?? "";
  const colorWrong = color !== "" && !/^#[0-9a-f]{6}$/i.test(color);
  const setAppearance = (part: Partial<Appearance>) => setDraft({ ...draft, appearance: { ...draft.appearance, ...part } });
  return (
    <Page title={t("nav.settings")}>
      <FailureBanner answer={answer} />
      <ContextualSaveBar id="settings" dirty={dirty} saving={saving} onSave={() => !wrong && !colorWrong && save()} onDiscard={() => setDraft(stored)} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="400">
                <BlockStack gap="100">
                  <Text as="h2" variant="headingMd">{t("settings.look.title")}</Text>
                  <Text as="p" tone="subdued">{t("settings.look.body")}</Text>
                </BlockStack>
                <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
                  <TextField label={t("settings.look.color")} value={color} placeholder="#1f4d3a" autoComplete="off" maxLength={7}
                    error={colorWrong ? t("errors.color", { value: color }) : undefined} onChange={(text) => setAppearance({ color: text === "" ? null : text })}
                    connectedLeft={<ColorPick color={colorWrong || color === "" ? "#1f4d3a" : color} label={t("settings.look.pick")} onPick={(picked) => setAppearance({ color: picked })} />} />
                  <RangeSlider label={t("settings.look.radius", { px: draft.appearance.radius })} min={0} max={28} step={2} value={draft.appearance.radius} onChange={(radius) => setAppearance({ radius: Number(radius) })} output />
                </InlineGrid>
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="400">
                <BlockStack gap="100">
                  <Text as="h2" variant="headingMd">{t("settings.test.title")}</Text>
                  <Text as="p" tone="subdued">{t("settings.test.body")}</Text>
                </BlockStack>
                <TagField label={t("settings.test.label")} help={t("settings.test.help")} inputMode="numeric" error={wrong ? t("errors.customerId", { value: wrong }) : undefined}
                  tags={draft.testCustomers} onChange={(given) => setDraft({ ...draft, testCustomers: given.map(customerIdOf) })} />
              </BlockStack>
            </Card>
            <PastOrdersCard state={past} />
            <PrivacyRequestsCard requests={requests} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">{t("preview.title")}</Text>
              <CardPreview program={program} appearance={colorWrong ? { ...draft.appearance, color: null } : draft.appearance} />
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** The address of a customer's page may be pasted as it is. */
const customerIdOf = (text: string) => /customers\/(\d{1,20})(?:[/?#]|$)/.exec(text)?.[1] ?? text;

function ColorPick({ color, label, onPick }: { color: string; label: string; onPick: (color: string) => void }) {
  return <input type="color" aria-label={label} value={color} onChange={(event) => onPick(event.currentTarget.value)} style={{ width: 44, height: 32, padding: 2, border: "1px solid #8a8a8a", borderRadius: 8, background: "white" }} />;
}

function useSettings(stored: Settings) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(stored);
  const fetcher = useFetcher<{ ok: boolean }>();
  const saved = JSON.stringify(stored);
  useEffect(() => setDraft(stored), [saved]);
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) window.shopify?.toast.show(t("settings.saved"));
  }, [fetcher.state, fetcher.data]);
  return {
    draft, setDraft, dirty: JSON.stringify(draft) !== saved, saving: fetcher.state !== "idle", answer: fetcher.data,
    save: () => fetcher.submit(draft as never, { method: "post", encType: "application/json" }),
  };
}
