// `node scripts/screenshots.mjs [folder of demo.json]`: takes the pictures of the README from a running demo, as a merchant and as one of its members.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const demo = JSON.parse(await readFile(path.join(process.argv[2] ?? path.join(root, ".perennial"), "demo.json"), "utf8"));
const sandbox = `http://localhost:${demo.ports.sandbox}`;
const handle = demo.shop.split(".")[0];
const shop = `${sandbox}/shop/${handle}`;
const admin = `${sandbox}/store/${handle}/apps/${demo.apiKey}/app`;
const api = async (at) => (await fetch(`${sandbox}/api/shops/${handle}${at}`)).json();

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const userAgent = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
const page = await (await browser.newContext({ userAgent, viewport: { width: 1280, height: 900 } })).newPage();
const shoot = (name) => page.screenshot({ path: path.join(root, "docs/screenshots", `${name}.png`), animations: "disabled" });

async function inAdmin(at, name, ready) {
  await page.goto(`${admin}${at}`);
  const app = page.frameLocator("#app");
  await app.locator(".Polaris-Page").first().waitFor();
  await ready(app);
  await page.waitForTimeout(1_500);
  await shoot(name);
}

/** Somebody who has enough to redeem, and has bought something. */
async function aMember() {
  const { customers } = await api("/customers?limit=250");
  const points = ({ metafields }) => Number(JSON.parse(metafields.find(({ key }) => key === "card")?.value ?? "{}").available ?? 0);
  const shown = await Promise.all(customers.map(({ id }) => api(`/customers/${id}`)));
  return shown.sort((a, b) => points(b) - points(a)).find((one) => points(one) < 2_000) ?? shown[0];
}

const member = await aMember();
await inAdmin("", "home", (app) => app.getByText("Redeemed").first().waitFor());
await inAdmin(`/members?q=${encodeURIComponent(member.email)}`, "member", async (app) => {
  await app.locator("tbody a").first().click();
  await app.getByRole("heading", { name: "Ledger" }).waitFor();
});
await inAdmin("/rewards", "reward", async (app) => {
  await app.getByRole("link", { name: "Choose your discount" }).first().click();
  await app.getByText("Preview").first().waitFor();
});
await page.goto(`${shop}/account/login?q=${member.id}`);
await page.locator(`.people button[value="${member.id}"]`).click();
await page.goto(`${shop}/`);
await page.locator(".perennial-launcher > summary").click();
await page.locator("[aria-modal=true]").waitFor();
await page.waitForTimeout(1_500);
await shoot("launcher");
await page.goto(`${shop}/products/monstera-deliciosa`);
await page.getByRole("button", { name: "Add to cart" }).click();
await page.locator("[data-cart-count]", { hasText: /[1-9]/ }).waitFor();
await page.goto(`${shop}/cart`);
await page.locator(".perennial-cart [data-perennial-redeem]:visible").first().click();
await page.locator(".perennial-cart [data-perennial-status]").filter({ hasText: "In your cart" }).first().waitFor();
await page.locator(".perennial-cart").scrollIntoViewIfNeeded();
await shoot("cart");
await page.goto(`${shop}/checkout`);
await page.locator('[data-extension="checkout-rewards"]').getByText(/You have/).first().waitFor();
await page.waitForTimeout(1_000);
await shoot("checkout");
await browser.close();
