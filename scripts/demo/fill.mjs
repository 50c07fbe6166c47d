// Does what a merchant does in the first minutes, over the same doors: opens the app from the admin (which installs it),
// launches the program for orders since the history begins, makes some rewards, and lets the shop's past arrive.
import { setTimeout as pause } from "node:timers/promises";
import { demoRewards } from "./rewards.mjs";
import { letShoppersRedeem, SHOPPER } from "./shoppers.mjs";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
const HISTORY_MONTHS = 18;
/** A start waits no longer for the shoppers' redemptions; they go on behind. */
const SHOPPERS_MS = 15_000;

/** Repeats nothing on a later start; a history that was cut off goes on. @returns the addresses to print. */
export async function fillDemoShop(settings, step) {
  const { sandboxUrl, appUrl, apiKey, shop } = settings;
  const handle = shop.split(".")[0];
  const urls = { admin: `${sandboxUrl}/store/${handle}/apps/${apiKey}/app`, storefront: `${sandboxUrl}/shop/${handle}/`, control: `${sandboxUrl}/control`, signIn: `${sandboxUrl}/shop/${handle}/account/login?q=${encodeURIComponent(SHOPPER.email)}` };
  const ask = (path, body) => json(`${sandboxUrl}/api/shops/${handle}${path}`, body);
  const history = await ask("/simulator");
  if (history.state === "none") {
    step("installing the app on the demo shop and launching the program");
    const token = await openFromAdmin(urls.admin);
    await launch(appUrl, token);
    for (const draft of demoRewards(await giftOf(ask))) await command(`${appUrl}/app/rewards/new.data`, token, { intent: "save", version: 0, draft });
    step("two shoppers redeem their first points");
    const redeemed = letShoppersRedeem(ask, urls.storefront).catch((error) => console.log(`         ${error.message}`));
    await Promise.race([redeemed, pause(SHOPPERS_MS, null, { ref: false })]);
  }
  const customers = Number(process.env.DEMO_CUSTOMERS ?? 2000);
  const started = await ask("/simulator/start", { customers, months: HISTORY_MONTHS });
  step(started.state === "done" ? "the shop's past is complete" : `${HISTORY_MONTHS} months of ${customers} customers begin to arrive`);
  return urls;
}

/** The cheapest thing of more than ten dollars. */
async function giftOf(ask) {
  const { products } = await ask("/products");
  const gifts = products.filter(({ giftCard, status, variants: [first] }) => !giftCard && status === "active" && first.priceMinor >= 1_000).sort((a, b) => a.variants[0].priceMinor - b.variants[0].priceMinor);
  const { id: productId, title, variants: [{ id: variantId, priceMinor }] } = gifts[0];
  return { productId, variantId, title, priceMinor };
}

/** The first page of the app, as the admin's frame loads it: the token exchange behind it is the installation. @returns a session token. */
async function openFromAdmin(adminUrl) {
  const frame = await text(adminUrl);
  const source = /<iframe[^>]* src="([^"]+)"/.exec(frame)?.[1]?.replaceAll("&amp;", "&");
  if (!source) throw new Error(`the admin frame at ${adminUrl} shows no app: expected an iframe`);
  await text(source);
  const token = new URL(source).searchParams.get("id_token");
  if (!token) throw new Error("the admin opened the app without an id_token");
  return token;
}

async function launch(appUrl, token) {
  const from = new Date();
  from.setUTCMonth(from.getUTCMonth() - HISTORY_MONTHS - 1);
  await command(`${appUrl}/app.data?index`, token, { intent: "launch", from: from.toISOString() });
}

/** What a button of the admin sends. */
async function command(url, token, body) {
  const answer = await fetch(url, {
    method: "POST", body: JSON.stringify(body), headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "user-agent": BROWSER },
  });
  if (!answer.ok) throw new Error(`${body.intent} at ${new URL(url).pathname} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
}

async function text(url) {
  const answer = await fetch(url, { headers: { "user-agent": BROWSER, accept: "text/html" } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${body.slice(0, 300)}`);
  return body;
}

async function json(url, body) {
  const answer = await fetch(url, body ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {});
  const value = await answer.json();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${value.error ?? JSON.stringify(value)}`);
  return value;
}
