import { Drop } from "liquidjs";
import { currencyDigits } from "../../world/money";
import { gid } from "../../world/ids";
import { moneyFormat } from "../liquid/format-money";
import { cartObject } from "./cart-object";
import { customerObject } from "./customer-object";
import { AppDataDrop, MetafieldsDrop } from "./metafields-object";
import { collectionObject } from "./product-object";
import { currencyObject, liquidId, type Page } from "./page";

const RTL = new Set(["ar", "he", "fa", "ur"]);

/** Everything Liquid finds on every page of a storefront. */
export function globalObjects(page: Page): Record<string, unknown> {
  const { shop, root, customer } = page;
  return {
    shop: shopObject(page), customer: customer ? customerObject(page, customer) : null, cart: cartObject(page),
    request: {
      host: new URL(page.origin).host, origin: page.origin, path: `${root}${page.path}`, page_type: page.template, design_mode: false, visual_preview_mode: false,
      locale: languageObject(page, page.language),
    },
    localization: { language: languageObject(page, page.language), country: { iso_code: shop.country, name: shop.country, currency: currencyObject(shop.currency) } },
    routes: routesObject(root), template: new TemplateDrop(page.template), settings: settingsObject(page), theme: { id: 1, name: "Sandbox", role: "main" },
    get collections() { return Object.values(shop.collections).map((collection) => collectionObject(page, collection)); },
    app: { metafields: new AppDataDrop(shop) }, powered_by_link: "", canonical_url: `${page.origin}${root}${page.path}`,
  };
}

/** `template` prints its name and has parts. */
class TemplateDrop extends Drop {
  readonly suffix = null;
  readonly directory = null;
  constructor(readonly name: string) { super(); }
  override valueOf(): string { return this.name; }
}

function shopObject({ shop, appConfig, origin, root }: Page) {
  return {
    id: liquidId(shop.id), name: shop.name, email: shop.email, domain: shop.domain, permanent_domain: shop.domain, url: `${origin}${root}`, secure_url: `${origin}${root}`,
    currency: shop.currency, money_format: moneyFormat(shop.currency), money_with_currency_format: `${moneyFormat(shop.currency)} ${shop.currency}`,
    enabled_currencies: [currencyObject(shop.currency)], customer_accounts_enabled: true, taxes_included: shop.taxesIncluded, locale: shop.locale,
    metafields: new MetafieldsDrop({ shop, gid: gid("Shop", shop.id), ownerType: "SHOP", appConfig }), money_decimals: currencyDigits(shop.currency),
  };
}

function languageObject({ shop, root }: Page, code: string) {
  return { iso_code: code, name: nameOfLanguage(code, "en"), endonym_name: nameOfLanguage(code, code), primary: code === shop.locale, root_url: root };
}

const names = new Map<string, string>();

function nameOfLanguage(code: string, inLanguage: string): string {
  const key = `${code} ${inLanguage}`;
  const name = names.get(key) ?? new Intl.DisplayNames(inLanguage, { type: "language" }).of(code) ?? code;
  names.set(key, name);
  return name;
}

export function languageObjects(page: Page, codes: string[]) {
  return codes.map((code) => languageObject(page, code));
}

function routesObject(root: string) {
  return {
    root_url: root, account_url: `${root}/account`, account_login_url: `${root}/account/login`, account_logout_url: `${root}/account/logout`, account_register_url: `${root}/account/register`,
    cart_url: `${root}/cart`, cart_add_url: `${root}/cart/add`, cart_change_url: `${root}/cart/change`, cart_update_url: `${root}/cart/update`, cart_clear_url: `${root}/cart/clear`,
    collections_url: `${root}/collections`, all_products_collection_url: `${root}/collections/all`, search_url: `${root}/search`, storefront_login_url: `${root}/account/login`,
  };
}

function settingsObject({ shop, language }: Page) {
  const { primaryColor, radius, rtl } = shop.storefront;
  const direction = RTL.has(language.split("-")[0]!) || (rtl && language === shop.locale) ? "rtl" : "ltr";
  return { primary_color: primaryColor, radius, direction, taxes_included: shop.taxesIncluded };
}
