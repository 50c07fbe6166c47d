import { bulkOperationRunQuery } from "./bulk/run-bulk-query";
import type { TypeResolvers } from "./core/context";
import { tagsAdd, tagsRemove } from "./mutations/change-tags";
import { metafieldDefinitionCreate } from "./mutations/create-metafield-definition";
import { metafieldsDelete } from "./mutations/delete-metafields";
import { discountCodeRedeemCodeBulkDelete, discountRedeemCodeBulkAdd } from "./mutations/discounts/bulk-codes";
import { discountCodeActivate, discountCodeDeactivate, discountCodeDelete } from "./mutations/discounts/end-discount";
import { discountCodeBasicCreate, discountCodeBasicUpdate, discountCodeFreeShippingCreate, discountCodeFreeShippingUpdate } from "./mutations/discounts/write-discount";
import { metafieldsSet } from "./mutations/set-metafields";
import { customerEmailMarketingConsentUpdate, customerUpdate } from "./mutations/update-customer";
import { webhookSubscriptionCreate, webhookSubscriptionDelete } from "./mutations/webhook-subscriptions";
import { AppInstallationFields } from "./types/app-installation";
import { BulkCreationFields } from "./types/bulk-codes";
import { BulkOperationFields } from "./types/bulk-operation";
import { CustomerFields } from "./types/customer";
import { DiscountCodeBasicFields, DiscountCodeFreeShippingFields, DiscountRedeemCodeFields } from "./types/discount";
import { DiscountCodeNodeFields, DiscountNodeFields } from "./types/discount-node";
import { DiscountCollectionsFields, DiscountProductsFields } from "./types/discount-parts";
import { LineItemFields } from "./types/line-item";
import { MetafieldFields } from "./types/metafield";
import { OrderFields } from "./types/order";
import { CollectionFields, ProductFields, ProductVariantFields } from "./types/product";
import { QueryRootFields } from "./types/query-root";
import { RefundFields, RefundLineItemFields } from "./types/refund";
import { ShopFields } from "./types/shop";
import { WebhookSubscriptionFields } from "./types/webhook-subscription";

/** Everything of the Admin API the sandbox plays, by type. */
export const resolvers: Record<string, TypeResolvers> = {
  QueryRoot: QueryRootFields,
  Mutation: {
    tagsAdd, tagsRemove, metafieldsSet, metafieldsDelete, metafieldDefinitionCreate, bulkOperationRunQuery,
    customerUpdate, customerEmailMarketingConsentUpdate, webhookSubscriptionCreate, webhookSubscriptionDelete,
    discountCodeBasicCreate, discountCodeBasicUpdate, discountCodeFreeShippingCreate, discountCodeFreeShippingUpdate,
    discountCodeActivate, discountCodeDeactivate, discountCodeDelete, discountRedeemCodeBulkAdd, discountCodeRedeemCodeBulkDelete,
  },
  Shop: ShopFields, AppInstallation: AppInstallationFields,
  Customer: CustomerFields, Order: OrderFields, LineItem: LineItemFields, Refund: RefundFields, RefundLineItem: RefundLineItemFields,
  Product: ProductFields, ProductVariant: ProductVariantFields, Collection: CollectionFields,
  DiscountCodeNode: DiscountCodeNodeFields, DiscountNode: DiscountNodeFields, DiscountCodeBasic: DiscountCodeBasicFields, DiscountCodeFreeShipping: DiscountCodeFreeShippingFields,
  DiscountProducts: DiscountProductsFields, DiscountCollections: DiscountCollectionsFields,
  DiscountRedeemCode: DiscountRedeemCodeFields, DiscountRedeemCodeBulkCreation: BulkCreationFields,
  Metafield: MetafieldFields, BulkOperation: BulkOperationFields, WebhookSubscription: WebhookSubscriptionFields,
};
