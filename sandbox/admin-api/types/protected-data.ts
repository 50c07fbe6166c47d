import type { Resolver, Untyped } from "../core/context";
import { notApproved } from "../core/errors";

/** Level-two customer data (name, email, phone, address): null for an app that was not approved to read it. */
export function hideProtected(read: (source: Untyped) => unknown): Resolver {
  return (source, _args, { shop }) => (shop.protectedDataApproved ? read(source) : null);
}

/** The same for a field that cannot be null: refused instead. */
export function refuseProtected(read: (source: Untyped) => unknown): Resolver {
  return (source, _args, { shop }, info) => {
    if (!shop.protectedDataApproved) throw notApproved(info.fieldName);
    return read(source);
  };
}
