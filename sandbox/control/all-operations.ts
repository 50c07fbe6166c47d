import type { Operation } from "./operation";
import { customerOperations } from "./operations/customer-operations";
import { deliveryOperations } from "./operations/delivery-operations";
import { discountOperations } from "./operations/discount-operations";
import { extensionOperations } from "./operations/extension-operations";
import { orderOperations } from "./operations/order-operations";
import { shopOperations } from "./operations/shop-operations";
import { worldOperations } from "./operations/world-operations";

/** Every operation of the control API, in the order the document lists them. */
export const allOperations: Operation[] = [...shopOperations, ...orderOperations, ...customerOperations, ...discountOperations, ...deliveryOperations, ...extensionOperations, ...worldOperations];
