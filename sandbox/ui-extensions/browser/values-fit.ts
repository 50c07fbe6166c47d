import type { CheckoutApi, OrderConfirmationApi, StandardApi, SubscribableSignalLike } from "@shopify/ui-extensions/checkout";
import type { OrderStatusApi, StandardApi as AccountApi } from "@shopify/ui-extensions/customer-account";
import type { accountValues } from "../values/account-values";
import type { checkoutValues } from "../values/checkout-values";
import type { orderStatusValues, thankYouValues } from "../values/order-values";

/** Nothing runs here: the values a server sends are held against the types of Shopify's package, which the server itself cannot import. */

type SignalValue<T> = T extends SubscribableSignalLike<infer Value> ? Value : never;
type SignalGroup = "cost" | "localization" | "buyerIdentity" | "authenticatedAccount" | "buyerJourney";

/** The values behind an API's signals. */
type SignalValues<Api> = {
  [Key in keyof Api as NonNullable<Api[Key]> extends SubscribableSignalLike<unknown> ? Key : never]: SignalValue<NonNullable<Api[Key]>>;
} & {
  [Group in keyof Api & SignalGroup]: { [Key in keyof NonNullable<Api[Group]> as NonNullable<Api[Group]>[Key] extends SubscribableSignalLike<unknown> ? Key : never]: SignalValue<NonNullable<Api[Group]>[Key]> };
};

/** Codes of currencies, countries and time zones come from the world as plain text. */
type Loose<T> = T extends string ? string : T extends readonly (infer Item)[] ? Loose<Item>[] : T extends object ? { [Key in keyof T]: Loose<T[Key]> } : T;

/** Settings and metafields are each run's own (see host-page.ts). */
type Shared<Api> = Loose<Omit<SignalValues<Api>, "settings" | "appMetafields">>;

type Fits<Given extends Wanted, Wanted> = Given;

export type CheckoutFits = Fits<ReturnType<typeof checkoutValues>, Shared<CheckoutApi & StandardApi<"purchase.checkout.block.render">>>;
export type ThankYouFits = Fits<ReturnType<typeof thankYouValues>, Shared<OrderConfirmationApi & StandardApi<"purchase.thank-you.block.render">>>;
export type AccountFits = Fits<ReturnType<typeof accountValues>, Shared<AccountApi<"customer-account.page.render">>>;
export type OrderStatusFits = Fits<ReturnType<typeof accountValues> & ReturnType<typeof orderStatusValues>, Shared<OrderStatusApi<"customer-account.order-status.block.render"> & AccountApi<"customer-account.order-status.block.render">>>;
