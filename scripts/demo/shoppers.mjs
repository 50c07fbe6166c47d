// Two members with a story of redeeming, made as shoppers make it: they order, sign in to the storefront and ask by its own addresses.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const DAY_MS = 86_400_000;
/** The one to sign in as: has more points than any first reward costs. */
export const SHOPPER = { firstName: "Nora", lastName: "Fields", email: "nora.fields@example.com", note: "Has points to redeem at once." };
const OTHER = { firstName: "Tom", lastName: "Reed", email: "tom.reed@example.com" };
const ADDRESS = { address1: "3 Orchard Lane", city: "Portland", zip: "97202", countryCode: "US" };

/** One code that was used, one that is open and one that was given back. @param ask the sandbox's control API, of the demo shop */
export async function letShoppersRedeem(ask, storefront) {
  const lines = await someGoods(ask);
  const [nora, tom] = await Promise.all([SHOPPER, OTHER].map(async (person) => {
    const customer = await ask("/customers", { ...person, address: ADDRESS });
    // Ordered when its return window is over by now: its points can be spent.
    await ask("/orders", { customerId: customer.id, lines, pay: true, at: new Date(Date.now() - 45 * DAY_MS).toISOString() });
    return visitor(storefront, customer.id);
  }));
  await Promise.all([nora, tom].map(({ rewards }) => until(async () => (await rewards()).available >= 600)));
  const { rewards } = await nora.rewards();
  const [off, shipping] = ["amount_off", "free_shipping"].map((kind) => rewards.find((one) => one.kind === kind));
  const used = nora.redeem(off).then((code) => ask("/orders", { customerId: nora.id, lines: lines.slice(0, 1), codes: [code.code], pay: true }));
  const back = tom.redeem(off).then(({ id }) => tom.post(`redemptions/${id}/cancel`, {}));
  await Promise.all([used, back]);
  await tom.redeem(shipping);
}

/** Of different products, for more than 600 dollars. */
async function someGoods(ask) {
  const { products } = await ask("/products");
  const goods = products.filter(({ giftCard, status }) => !giftCard && status === "active").slice(0, 8);
  let [spent, lines] = [0, []];
  for (const { variants: [{ id, priceMinor }] } of goods) {
    const quantity = Math.ceil(9_500 / priceMinor);
    spent += quantity * priceMinor;
    lines = [...lines, { variantId: id, quantity }];
    if (spent >= 75_000) break;
  }
  return lines;
}

/** A customer signed in to the storefront; what they ask of the app goes by its proxy, which signs it. */
async function visitor(storefront, id) {
  const signedIn = await fetch(new URL("account/login", storefront), { method: "POST", redirect: "manual", body: new URLSearchParams({ customer_id: id }) });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const send = async (path, init = {}) => {
    const answer = await fetch(new URL(`apps/loyalty/${path}`, storefront), { ...init, headers: { cookie, accept: "application/json", ...init.headers } });
    const value = await answer.json();
    if (!answer.ok) throw new Error(`${path} of customer ${id} answered ${answer.status}: ${value.error?.message}`);
    return value;
  };
  const post = (path, body) => send(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "idempotency-key": randomUUID() } });
  const redeem = async (reward) => {
    const { redemption } = await post("redeem", { rewardId: reward.id, points: reward.steps[0].points, surface: "panel" });
    return until(async () => { const now = (await send(`redemptions/${redemption.id}`)).redemption; return now.code && now; });
  };
  return { id, rewards: () => send("rewards"), post, redeem };
}

async function until(look) {
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(250)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error("the demo's shoppers did not get their points and codes within two minutes");
}
