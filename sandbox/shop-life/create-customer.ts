import type { Sandbox } from "../sandbox";
import { customerPayload } from "../webhooks/payloads/customer-payload";
import { nextId } from "../world/ids";
import type { Customer, Id, Iso, Shop } from "../world/types";
import { momentOf } from "./moment-of";
import { Refusal } from "./refusal";

export interface CustomerFields {
  email?: string | null | undefined; firstName?: string | null | undefined; lastName?: string | null | undefined; phone?: string | null | undefined;
  locale?: string | undefined; tags?: string[] | undefined; note?: string | null | undefined; acceptsMarketing?: boolean | undefined; verifiedEmail?: boolean | undefined;
  state?: Customer["state"] | undefined; address?: NonNullable<Customer["address"]> | undefined;
}

export interface CreateCustomer extends CustomerFields { id?: Id | undefined; at?: Iso | undefined }

/** A customer appears. Tells customers/create. */
export function createCustomer(sandbox: Sandbox, shop: Shop, command: CreateCustomer): Customer {
  const { id, at, ...fields } = command;
  const createdAt = momentOf(sandbox, at);
  if (id !== undefined && Object.hasOwn(shop.customers, id)) throw new Refusal(`id ${id}: a customer of ${shop.domain} has it, expected a new one`);
  checkCustomerFields(shop, { fields, self: null });
  const customer: Customer = {
    id: id ?? nextId(sandbox.world), email: null, firstName: null, lastName: null, phone: null, verifiedEmail: true, state: "enabled", locale: shop.locale,
    tags: [], note: null, acceptsMarketing: false, createdAt, updatedAt: createdAt, storeCreditMinor: 0, ...given(fields),
  };
  if (fields.acceptsMarketing) customer.emailConsent = consented(createdAt);
  shop.customers[customer.id] = customer;
  sandbox.emit(shop, "customers/create", customerPayload(shop, customer));
  return customer;
}

/** What ticking the newsletter leaves behind. */
export const consented = (at: Iso): NonNullable<Customer["emailConsent"]> => ({ state: "SUBSCRIBED", optInLevel: "SINGLE_OPT_IN", updatedAt: at });

/** The fields that were named; a missing one keeps what is there. */
export function given(fields: CustomerFields): Partial<Customer> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Refuses an address that is none or belongs to somebody else of the shop, and too many tags. */
export function checkCustomerFields(shop: Shop, given: { fields: CustomerFields; self: Id | null }): void {
  const { fields: { email, tags }, self } = given;
  if (tags && tags.length > 250) throw new Refusal(`tags: ${tags.length} were given, expected 250 at most`);
  if (email === undefined || email === null) return;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal(`email ${email}: expected an address like name@example.com`);
  const wanted = email.toLowerCase();
  for (const other of Object.values(shop.customers)) {
    if (other.id !== self && !other.mergedInto && other.email?.toLowerCase() === wanted) throw new Refusal(`email ${email}: customer ${other.id} has it, expected one that is free`);
  }
}
