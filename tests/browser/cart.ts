import type { Page } from "playwright-core";

export interface Cart { discount_codes: { code: string; applicable: boolean }[]; /** Minor units. */ total_price: number }

/** The visitor's cart, as a theme's script reads it. */
export const cartOf = (page: Page): Promise<Cart> =>
  page.evaluate(async () => (await (await fetch(`${(window as unknown as { Shopify: { routes: { root: string } } }).Shopify.routes.root}cart.js`)).json()) as Cart);

/** Codes that do something. */
export const appliedIn = async (page: Page): Promise<string[]> => (await cartOf(page)).discount_codes.flatMap(({ code, applicable }) => (applicable ? [code] : []));
