import type { Id } from "../world/types";

/** The customer every demo can rely on: known by id and address, with a story of orders that ends as Silver, near Gold. */
export const DEMO_CUSTOMER: { key: string; id: Id; firstName: string; lastName: string; email: string } = {
  key: "maya", id: "7310000000001", firstName: "Maya", lastName: "Lindqvist", email: "maya@example.com",
};
