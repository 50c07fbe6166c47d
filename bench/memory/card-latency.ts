import type { RunningDemo } from "./run-demo";

interface Listed { customers: { id: string }[] }
interface Shown { metafields: { namespace: string; key: string; value: string }[] }
interface Catalog { products: { status: string; giftCard?: boolean; variants: { id: string }[] }[] }
/** A delivery that no answer came to in time is sent again after a minute. */
const PATIENCE_MS = 150_000;

/**
 * Seconds from a paid order to the customer's changed card, order by order: placed by the control API, carried by the signed
 * webhook, posted by the worker, written back by the Admin API, read where the storefront reads it.
 */
export async function cardLatencies(demo: RunningDemo, { orders }: { orders: number }): Promise<number[]> {
  const { customers } = await demo.api<Listed>("/customers?limit=250");
  const { products } = await demo.api<Catalog>("/products");
  const variantId = products.find((product) => product.status === "active" && !product.giftCard)!.variants[0]!.id;
  const latencies: number[] = [];
  for (let i = 0; i < orders; i++) {
    const customerId = customers[(i * 7) % customers.length]!.id;
    const before = await cardOf(demo, customerId);
    const start = Date.now();
    await demo.api("/orders", { customerId, lines: [{ variantId, quantity: 1 }], pay: true });
    while ((await cardOf(demo, customerId)) === before) {
      if (Date.now() - start > PATIENCE_MS) throw new Error(`the card of customer ${customerId} did not change within ${PATIENCE_MS / 1000} s of an order`);
      await pause(40);
    }
    latencies.push((Date.now() - start) / 1000);
    await pause(200);
  }
  return latencies;
}

/** Points of the card on the customer as text; changes when the order has come through. */
async function cardOf(demo: RunningDemo, customerId: string): Promise<string> {
  const { metafields } = await demo.api<Shown>(`/customers/${customerId}`);
  const card = metafields.find(({ namespace, key }) => namespace.startsWith("app--") && key === "card");
  if (!card) return "";
  const { pending, available } = JSON.parse(card.value) as { pending: number; available: number };
  return `${pending} ${available}`;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
