import type { Task } from "~/store/jobs/enqueue.server";
import type { Need } from "~/store/orders/orders-in-need.server";

/** The job that brings what orders wait for. */
export const READERS: Record<Need, Task> = { order: "read-orders", payments: "read-payments", products: "read-products", settle: "resettle-orders" };
