import type { Page } from "../../storefront/objects/page";
import { gid } from "../../world/ids";
import { NO_PRIVACY_CHOICE } from "./checkout-values";
import { countryOf } from "./shared-values";

/** What extensions of every page of a customer account see. */
export function accountValues({ shop, customer, language }: Page) {
  return {
    authenticatedAccount: { customer: customer ? { id: gid("Customer", customer.id) } : undefined, purchasingCompany: undefined }, customerPrivacy: NO_PRIVACY_CHOICE,
    localization: { language: { isoCode: language }, extensionLanguage: { isoCode: language }, country: countryOf(shop) },
  };
}
