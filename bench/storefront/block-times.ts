import type { StartedSandbox } from "../../sandbox/server";
import { readThemeExtension } from "../../sandbox/storefront/extension/read-theme-extension";
import { renderBlock } from "../../sandbox/storefront/extension/render-block";
import { globalObjects } from "../../sandbox/storefront/objects/global-objects";
import { makePage } from "../../sandbox/storefront/page-of";
import { newSession } from "../../sandbox/storefront/session";
import type { Shop } from "../../sandbox/world/types";
import { CUSTOMER_ID } from "../../tests/extensions/storefront";
import { percentile } from "../row";

/** Each block with how many of it a page shows. */
const BLOCKS = { launcher: 1, "member-card": 1, "earn-points": 1, "earn-points-collection": 24 };
const WARM = 100;

export interface BlockTime { block: string; count: number; /** Median milliseconds of processor time for all `count` of them. */ took: number; quartiles: [number, number] }

/** What each block alone costs a signed-in member's page, without the page around it. */
export function blockTimes({ sandbox }: StartedSandbox, shop: Shop, times: number): BlockTime[] {
  const extension = readThemeExtension(sandbox.appConfig.extensionsFolder)!;
  const products = Object.values(shop.products);
  return Object.entries(BLOCKS).map(([block, count]) => {
    const took = Array.from({ length: WARM + times }, () => {
      const page = makePage(sandbox, shop, { template: "product", session: { ...newSession(), customerId: CUSTOMER_ID } });
      const globals = globalObjects(page);
      const before = process.cpuUsage();
      for (let i = 0; i < count; i++) {
        const { error } = renderBlock({ extension, handle: block, page, globals, product: products[i % products.length], inCard: count > 1 });
        if (error) throw new Error(error);
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }).slice(WARM).sort((a, b) => a - b);
    return { block, count, took: percentile(took, 0.5), quartiles: [percentile(took, 0.25), percentile(took, 0.75)] };
  });
}
