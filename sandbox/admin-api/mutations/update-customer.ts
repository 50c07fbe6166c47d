import { nowOf } from "../../world/clock";
import { consentPayload } from "../../webhooks/payloads/consent-payload";
import { customerPayload } from "../../webhooks/payloads/customer-payload";
import type { Customer } from "../../world/types";
import type { ApiContext, Resolver } from "../core/context";
import { notImplemented } from "../core/errors";
import { visibleCustomer, visibleCustomers } from "../types/customer-visibility";
import { idOfType } from "../types/node";

const PLAYED = ["email", "firstName", "lastName", "phone", "note", "tags", "locale"] as const;
type CustomerInput = { id?: string } & Partial<Pick<Customer, (typeof PLAYED)[number]>>;

/** The basic fields of a customer. Tells customers/update. */
export const customerUpdate: Resolver = (_root, { input }: { input: CustomerInput }, context) => {
  const unknown = Object.keys(input).find((name) => name !== "id" && !(PLAYED as readonly string[]).includes(name));
  if (unknown) throw notImplemented(`customerUpdate(input: {${unknown}})`);
  const customer = input.id ? visibleCustomer(context, idOfType(input.id, "Customer")) : null;
  if (!customer) return { customer: null, userErrors: [{ field: ["id"], message: "Customer does not exist" }] };
  const refused = refuse(context, customer, input);
  if (refused) return { customer: null, userErrors: [refused] };
  const { id: _id, ...changes } = input;
  Object.assign(customer, changes, { updatedAt: nowOf(context.sandbox.world) });
  tell(context, customer);
  return { customer, userErrors: [] };
};

interface ConsentInput { customerId: string; emailMarketingConsent: { marketingState: string; marketingOptInLevel?: string | null; consentUpdatedAt?: string | null } }

/** Consent to email marketing. Tells the consent topic and customers/update. */
export const customerEmailMarketingConsentUpdate: Resolver = (_root, { input }: { input: ConsentInput }, context) => {
  const customer = visibleCustomer(context, idOfType(input.customerId, "Customer"));
  const consent = input.emailMarketingConsent;
  if (!customer) return consentRefusal(["input", "customerId"], "Customer not found", "INVALID");
  if (!customer.email) return consentRefusal(["input", "emailMarketingConsent"], "Email must be present", "INVALID");
  if (!["SUBSCRIBED", "UNSUBSCRIBED", "PENDING"].includes(consent.marketingState)) return consentRefusal(["input", "emailMarketingConsent", "marketingState"], `Cannot specify ${consent.marketingState} as a marketing state input`, "INVALID");
  const now = nowOf(context.sandbox.world);
  if (consent.consentUpdatedAt && consent.consentUpdatedAt > now) return consentRefusal(["input", "emailMarketingConsent", "consentUpdatedAt"], "Consent updated at must not be in the future", "INVALID");
  customer.acceptsMarketing = consent.marketingState === "SUBSCRIBED";
  customer.emailConsent = { state: consent.marketingState, optInLevel: consent.marketingOptInLevel ?? "SINGLE_OPT_IN", updatedAt: consent.consentUpdatedAt ?? now };
  customer.updatedAt = now;
  const { sandbox, shop } = context;
  sandbox.emit(shop, "customers_email_marketing_consent/update", consentPayload(shop, customer));
  tell(context, customer);
  return { customer, userErrors: [] };
};

function refuse(context: ApiContext, customer: Customer, input: CustomerInput): { field: string[]; message: string } | null {
  if (input.email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(input.email)) return { field: ["email"], message: "Email is invalid" };
  const taken = visibleCustomers(context).some((other) => other.id !== customer.id && input.email && other.email?.toLowerCase() === input.email.toLowerCase());
  if (taken) return { field: ["email"], message: "Email has already been taken" };
  if ((input.tags?.length ?? 0) > 250) return { field: ["tags"], message: "Tags exceeds the maximum of 250 tags" };
  return null;
}

function consentRefusal(field: string[], message: string, code: string) {
  return { customer: null, userErrors: [{ field, message, code }] };
}

function tell({ sandbox, shop }: ApiContext, customer: Customer): void {
  sandbox.emit(shop, "customers/update", customerPayload(shop, customer));
}
