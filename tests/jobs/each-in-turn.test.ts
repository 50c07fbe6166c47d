import { expect, test } from "vitest";
import { concernsTheShop, eachInTurn } from "~/jobs/each-in-turn";
import { ShopifyFault } from "~/shopify/client/shopify-fault";

const fault = (kind: ConstructorParameters<typeof ShopifyFault>[0]) => new ShopifyFault(kind, kind);

test("one that is refused keeps no other from its turn; who is throttled ends it, and that is what is told", async () => {
  const tried: string[] = [];
  const wrong = { a: fault("denied"), c: fault("throttled") } as Record<string, Error>;
  const failure = await eachInTurn(["a", "b", "c", "d"], async (item) => {
    tried.push(item);
    if (wrong[item]) throw wrong[item];
  });
  expect(tried).toEqual(["a", "b", "c"]);
  expect(failure).toEqual({ error: wrong["c"] });
  expect(concernsTheShop(failure)).toBe(true);
});
