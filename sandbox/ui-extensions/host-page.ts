import type { Sandbox } from "../sandbox";
import { html, Markup } from "../storefront/html";
import type { Page } from "../storefront/objects/page";
import { gid } from "../world/ids";
import type { Shop } from "../world/types";
import { deriveSurface, type SurfaceName } from "./derive-surface";
import type { ExtensionRun, HostPage, Report } from "./protocol";
import { readUiExtensions, type UiExtension } from "./read-ui-extensions";
import { metafieldsFor, signalsOf } from "./values/shared-values";

export interface HostedPart {
  surface: SurfaceName;
  /** Targets this page has a place for. */
  targets: string[];
  /** Values of the signals all extensions of the page share. */
  values: object;
  /** What is bought here; products' metafields are handed out for these. */
  productIds?: string[];
  refusedCodes?: HostPage["refusedCodes"];
  /** One extension alone, for a page that is all its own. */
  only?: string;
}

/** What a page says of the extensions it hosts; null when the app is not there or has none for it. */
export function hostPage(sandbox: Sandbox, page: Page, part: HostedPart): HostPage | null {
  const { shop } = page;
  const extensions = shop.install ? readUiExtensions(sandbox.appConfig.extensionsFolder).filter(({ handle }) => !part.only || part.only === handle) : [];
  const placed = extensions.flatMap((extension) => extension.targets.filter(({ target }) => part.targets.includes(target) && sellsTarget(shop, target)).map((targeting) => ({ extension, ...targeting })));
  const reports = [...extensions.flatMap(unknownTargets), ...placed.filter(({ extension }) => !extension.script).map(notBuilt)];
  if (placed.length === 0 && reports.length === 0) return null;
  const runs = placed.filter(({ extension }) => extension.script).map(({ extension, target, metafields }) => runOf(page, part, { extension, target, metafields, appUrl: sandbox.world.app.appUrl }));
  return {
    surface: part.surface, root: page.root, language: page.language, currency: shop.currency, timezone: shop.timezone,
    shop: { id: gid("Shop", shop.id), name: shop.name, myshopifyDomain: shop.domain, storefrontUrl: `${page.origin}${page.root}` },
    signals: signalsOf(part.values), refusedCodes: part.refusedCodes ?? [], runs, reports,
  };
}

/** Extensions in the steps of a checkout are for shops on Plus; the thank-you page and accounts are for everyone. */
function sellsTarget(shop: Shop, target: string): boolean {
  return !target.startsWith("purchase.checkout.") || shop.plan === "plus" || shop.plan === "enterprise";
}

function runOf(page: Page, { productIds = [] }: HostedPart, { extension, target, metafields, appUrl }: { extension: UiExtension; target: string; metafields: UiExtension["targets"][number]["metafields"]; appUrl: string }): ExtensionRun {
  const { handle, name, apiVersion, capabilities, translations } = extension;
  const language = [page.language, page.language.split("-")[0]!].find((candidate) => candidate in translations.languages) ?? translations.fallback;
  const chosen = page.shop.storefront.blockSettings[handle] ?? {};
  return {
    handle, name, target, apiVersion, capabilities, language, scriptUrl: `${page.origin}/ui-extensions/${handle}.js`, appUrl,
    signals: [
      ["settings", Object.fromEntries(extension.settings.filter((key) => key in chosen).map((key) => [key, chosen[key]]))],
      ["appMetafields", metafieldsFor(page.shop, { customer: page.customer, productIds }, metafields)],
      ["localization.extensionLanguage", { isoCode: language }], ["extension.capabilities", capabilities], ["extension.rendered", false],
    ],
    texts: translations.languages[language] ?? {}, fallbackTexts: translations.languages[translations.fallback] ?? {},
  };
}

function unknownTargets({ handle, targets }: UiExtension): Report[] {
  const known = { ...deriveSurface("checkout").targets, ...deriveSurface("customer-account").targets };
  return targets.filter(({ target }) => !(target in known) && !/^(admin|pos)\./.test(target))
    .map(({ target }) => ({ kind: "unknown-target", extension: handle, target, message: `${target} in shopify.extension.toml is no target of @shopify/ui-extensions` }));
}

function notBuilt({ extension, target }: { extension: UiExtension; target: string }): Report {
  return { kind: "not-built", extension: extension.handle, target, message: `dist/${extension.handle}.js is missing: run npm run build` };
}

/** The place of a target in a page; extensions that render there come into it. */
export function extensionSlot(target: string): Markup {
  return html`<div class="extension-slot" data-extension-target="${target}"></div>`;
}

/** What a page needs at its end so that its extensions run; nothing when it hosts none. */
export function hostScript(host: HostPage | null): Markup | null {
  if (!host) return null;
  const json = new Markup(JSON.stringify(host).replace(/</g, "\\u003c"));
  return html`<script type="application/json" id="extension-page">${json}</script><script src="/ui-extensions/page.js" defer></script>`;
}
