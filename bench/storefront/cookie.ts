import { CUSTOMER_ID } from "../../tests/extensions/storefront";

const session = { customerId: CUSTOMER_ID, lines: [], discountCodes: [], attributes: {}, note: null, language: null };

/** A signed-in member's visit, as the sandbox's cookie holds it. */
export const COOKIE = { name: "sandbox_storefront", value: Buffer.from(JSON.stringify(session)).toString("base64url") };
