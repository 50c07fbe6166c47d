import type { HeadersFunction, LinksFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useMemo } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import { adminLoader } from "~/admin/admin-route.server";
import { takesCheckoutPanels } from "~/admin/takes-checkout-panels";
import { FrameProvider } from "~/components/frame-context";
import { NavigationProgress } from "~/components/navigation-progress";
import { PageOutlet } from "~/components/skeletons/page-outlet";
import { env } from "~/env.server";
import { createI18n } from "~/locales/create-i18n";
import { chooseLanguage } from "~/locales/languages";
import { loadMessages } from "~/locales/load-messages.server";

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export const loader = adminLoader(async ({ request, shop }) => {
  const locale = chooseLanguage(wantedLanguages(request));
  return {
    apiKey: env.SHOPIFY_API_KEY,
    appBridgeUrl: env.APP_BRIDGE_URL ?? APP_BRIDGE,
    locale,
    messages: await loadMessages(locale),
    shop: { domain: shop.domain, currency: shop.currency, timeZone: shop.timezone, checkoutPanels: takesCheckoutPanels(shop) },
  };
});

/** Shopify names the language only in the first address, so the frame is read once; nothing in it changes on the way. */
export const shouldRevalidate = () => false;

export const headers: HeadersFunction = (args) => {
  const merged = boundary.headers(args);
  merged.set("Cache-Control", "no-store");
  return merged;
};

export default function AppFrame() {
  const { apiKey, locale, messages, shop } = useLoaderData<typeof loader>();
  const i18n = useMemo(() => createI18n(locale, messages.own), [locale, messages.own]);
  const frame = useMemo(() => ({ locale, shop }), [locale, shop]);
  return (
    <AppProvider isEmbeddedApp={false} apiKey={apiKey} i18n={messages.polaris}>
      <I18nextProvider i18n={i18n}>
        <FrameProvider value={frame}>
          <Navigation />
          <NavigationProgress />
          <main><PageOutlet /></main>
        </FrameProvider>
      </I18nextProvider>
    </AppProvider>
  );
}

function Navigation() {
  const { t } = useTranslation();
  return (
    <NavMenu>
      <Link to="/app" rel="home">{t("nav.home")}</Link>
      <Link to="/app/program">{t("nav.program")}</Link>
      <Link to="/app/rewards">{t("nav.rewards")}</Link>
      <Link to="/app/codes">{t("nav.codes")}</Link>
      <Link to="/app/members">{t("nav.members")}</Link>
      <Link to="/app/events">{t("nav.events")}</Link>
      <Link to="/app/settings">{t("nav.settings")}</Link>
    </NavMenu>
  );
}

function wantedLanguages(request: Request): string[] {
  const asked = new URL(request.url).searchParams.get("locale");
  const accepted = (request.headers.get("Accept-Language") ?? "").split(",").map((entry) => entry.split(";")[0]!.trim());
  return [...(asked ? [asked] : []), ...accepted].filter(Boolean);
}
