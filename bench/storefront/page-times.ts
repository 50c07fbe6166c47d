import { gzipSync } from "node:zlib";
import type { StartedSandbox } from "../../sandbox/server";
import type { Page } from "../../sandbox/storefront/objects/page";
import { collection, home, product } from "../../sandbox/storefront/page-contents";
import { makePage } from "../../sandbox/storefront/page-of";
import { type PageContent, renderPage } from "../../sandbox/storefront/render-page";
import { newSession } from "../../sandbox/storefront/session";
import type { Shop } from "../../sandbox/world/types";
import { CUSTOMER_ID } from "../../tests/extensions/storefront";
import { percentile } from "../row";

const WARM = 300;

export interface PageTimes {
  page: string;
  /** Median milliseconds of processor time of the page without our blocks. */
  plain: number;
  /** Median of what each pair of renders differed by, with its quartiles. */
  added: number;
  quartiles: [number, number];
  /** Bytes our blocks add to the page's HTML, gzip. */
  htmlAdded: number;
}

const PAGES: Record<string, (page: Page, handle: string) => PageContent> = {
  home: (page) => home(page),
  collection: (page) => collection(page, { params: { collection: "all" }, query: {} })!,
  product: (page, handle) => product(page, { params: { product: handle }, query: {} })!,
};

/**
 * Renders each page of a signed-in member with and without the blocks in pairs, the two taking turns at being first. Rendering
 * waits for nothing, so processor time is its time on a machine that does nothing else; a clock would also measure what else it does.
 */
export function pageTimes({ ours, plain, shop, times }: { ours: StartedSandbox; plain: StartedSandbox; shop: string; times: number }): PageTimes[] {
  const handle = Object.values(ours.sandbox.world.shops[shop]!.products)[0]!.handle;
  return Object.entries(PAGES).map(([template, contentOf]) => {
    const render = ({ sandbox }: StartedSandbox) => {
      const page = makePage(sandbox, sandbox.world.shops[shop] as Shop, { template, session: { ...newSession(), customerId: CUSTOMER_ID } });
      return renderPage(page, contentOf(page, handle));
    };
    const pairs = Array.from({ length: WARM + times }, (_, i) => {
      const first = i % 2 === 0 ? took(() => render(ours)) : null;
      const without = took(() => render(plain));
      return { ours: first ?? took(() => render(ours)), plain: without };
    }).slice(WARM);
    const added = sorted(pairs.map((pair) => pair.ours - pair.plain));
    return {
      page: template, plain: percentile(sorted(pairs.map((pair) => pair.plain)), 0.5), added: percentile(added, 0.5), quartiles: [percentile(added, 0.25), percentile(added, 0.75)],
      htmlAdded: gzipSync(render(ours)).length - gzipSync(render(plain)).length,
    };
  });
}

function took(render: () => string): number {
  const before = process.cpuUsage();
  render();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
