import type { Page } from "playwright-core";
import { shopUrl } from "./product";

export interface Cart { discount_codes: { code: string; applicable: boolean }[]; /** Minor units. */ total_price: number }

/** The visitor's cart, as a theme's script reads it. */
export const cartOf = (page: Page): Promise<Cart> =>
  page.evaluate(async () => (await (await fetch(`${(window as unknown as { Shopify: { routes: { root: string } } }).Shopify.routes.root}cart.js`)).json()) as Cart);

/** Codes that do something. */
export const appliedIn = async (page: Page): Promise<string[]> => (await cartOf(page)).discount_codes.flatMap(({ code, applicable }) => (applicable ? [code] : []));

/** Opens a product's page and puts the product into the cart as a shopper does. */
export async function intoCart(page: Page, product: string, count = 1): Promise<void> {
  await page.goto(shopUrl(`/products/${product}`));
  await addToCart(page, count);
}

/** The same on a product's page that is open. Ends when the header counts it. */
export async function addToCart(page: Page, count = 1): Promise<void> {
  const shown = page.locator("[data-cart-count]");
  const before = Number(await shown.innerText());
  for (let more = 1; more <= count; more++) {
    await page.getByRole("button", { name: "Add to cart" }).click();
    await shown.filter({ hasText: new RegExp(`^${before + more}$`) }).waitFor();
  }
}
