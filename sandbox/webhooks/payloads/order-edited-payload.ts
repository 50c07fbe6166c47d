import type { Id, Iso, Order, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

export interface OrderEdit { id: Id; at: Iso; additions: { id: Id; delta: number }[]; removals: { id: Id; delta: number }[] }

/** orders/edited: what changed and nothing else; the order itself comes with orders/updated. */
export function orderEditedPayload(shop: Shop, order: Order, edit: OrderEdit) {
  const rows = (changes: OrderEdit["additions"]) => changes.map(({ id, delta }) => ({ id: BigInt(id), delta }));
  return {
    order_edit: {
      id: BigInt(edit.id),
      app_id: null,
      created_at: shopTime(edit.at, shop.timezone),
      notify_customer: false,
      order_id: BigInt(order.id),
      staff_note: "",
      user_id: null,
      line_items: { additions: rows(edit.additions), removals: rows(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
      committed_at: shopTime(edit.at, shop.timezone),
    },
  };
}
