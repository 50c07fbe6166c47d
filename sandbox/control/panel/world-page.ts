import { placeOf } from "../../app-proxy/mount-app-proxy";
import type { Sandbox } from "../../sandbox";
import { simulatorStatus } from "../../simulator/simulator";
import { handleOfShop } from "../../world/find-shop";
import type { Shop } from "../../world/types";
import type { Html} from "./html";
import { html } from "./html";
import { press, when } from "./pieces";

const FAULTS = [
  ["duplicate", "Webhooks delivered twice"], ["reorder", "Webhooks overtaken by later ones"], ["delay", "Webhooks late by minutes"], ["drop", "Webhooks lost"],
  ["throttle", "API calls throttled"], ["slow", "API calls slow"], ["errorBefore", "API errors before the work is done"], ["errorAfter", "API errors after it was done"], ["stale", "API reads that lag behind"],
  ["codesLate", "Bulk codes made late"], ["codesAnswerLost", "Bulk codes made, answer lost"], ["codesPollLag", "Bulk codes that look undone"], ["codesFail", "Bulk codes that fail one by one"], ["codeTaken", "Free codes called taken"], ["lateCode", "Checkouts that keep a deleted code"],
] as const;

/** The app on this shop, the clock, what goes wrong, and the simulated past. */
export function worldPage(sandbox: Sandbox, shop: Shop): Html {
  return html`<div class="two">${appCard(sandbox, shop)}${clockCard(sandbox)}${checkoutCard(shop)}${simulatorCard(shop)}</div>${faultsCard(sandbox)}`;
}

function appCard(sandbox: Sandbox, shop: Shop): Html {
  const api = `/api/shops/${handleOfShop(shop)}`;
  const approved = shop.protectedDataApproved;
  const place = placeOf(sandbox, shop);
  return html`<section class="card"><h2>${sandbox.world.app.name} on ${shop.name}</h2>
${shop.install ? html`<p>Installed ${when(shop.install.installedAt, shop)}.</p><p class="soft small">${shop.install.scopes.join(", ")}</p>` : html`<p>Not installed. Webhooks are only sent to an installed app.</p>`}
<div class="actions">${shop.install ? press({ api: `POST ${api}/uninstall`, label: "Uninstall", kind: "danger", confirm: `Uninstall from ${shop.name}?` }) : [press({ api: `POST ${api}/install`, label: "Install", kind: "main" }), press({ api: `POST ${api}/redact`, label: "Redact shop", kind: "danger", confirm: "Ask the app to erase this shop?" })]}
${press({ api: `PATCH ${api}`, label: approved ? "Hide personal data from the app" : "Show personal data to the app", body: { protectedDataApproved: !approved } })}</div>
<p class="soft small">Names, e-mails, phones and addresses are ${approved ? "visible to" : "null for"} the app.</p>${place ? proxyForm(api, place) : ""}</section>`;
}

/** A merchant may move the app proxy; nobody tells the app. */
function proxyForm(api: string, { prefix, subpath }: { prefix: string; subpath: string }): Html {
  const prefixes = ["apps", "a", "community", "tools"].map((name) => html`<option ${name === prefix ? html`selected` : ""}>${name}</option>`);
  return html`<form data-api="PATCH ${api}" data-done="Moved"><h3>App proxy at /${prefix}/${subpath}</h3><div class="fields"><label>Prefix<br><select name="proxy.prefix">${prefixes}</select></label><label>Subpath<br><input name="proxy.subpath" value="${subpath}" maxlength="30" required></label></div><button>Move</button></form>`;
}

/** What decides over extensions of the checkout. */
function checkoutCard(shop: Shop): Html {
  const api = `PATCH /api/shops/${handleOfShop(shop)}`;
  const plus = shop.plan === "plus" || shop.plan === "enterprise";
  const locked = Boolean(shop.checkoutLocksDiscounts);
  return html`<section class="card"><h2>Checkout</h2><p>The shop is on ${shop.plan}: extensions ${plus ? "stand in every step of the checkout" : "stand on the thank-you page and in accounts only"}.</p>
<p class="soft small">Extensions ${locked ? "may not" : "may"} change discount codes.</p><div class="actions">${press({ api, label: plus ? "Move to basic" : "Move to Plus", body: { plan: plus ? "basic" : "plus" } })}
${press({ api, label: locked ? "Allow discount changes" : "Forbid discount changes", body: { checkoutLocksDiscounts: !locked } })}</div></section>`;
}

function clockCard(sandbox: Sandbox): Html {
  const days: [string, object][] = [["+1 hour", { hours: 1 }], ["+4 hours", { hours: 4 }], ["+1 day", { days: 1 }], ["+14 days", { days: 14 }], ["+30 days", { days: 30 }]];
  return html`<section class="card"><h2>Clock</h2><p>${sandbox.now().toISOString().slice(0, 19).replace("T", " ")} UTC</p><p class="soft small">It only goes forward. Retries that fall due on the way are sent in their time.</p>
<div class="actions">${days.map(([label, body]) => press({ api: "POST /api/clock/advance", label, body }))}</div></section>`;
}

function simulatorCard(shop: Shop): Html {
  const status = simulatorStatus(shop);
  const api = `/api/shops/${handleOfShop(shop)}/simulator`;
  const start = status.state === "paused" || status.state === "failed" ? "Go on" : "Start";
  return html`<section class="card" id="simulator" data-live><h2>Simulated past</h2><p class="soft small">Shoppers who buy by BG/NBD and spend by Gamma-Gamma, with seasons, refunds, guests and the till, told through signed webhooks.</p>
<p>${status.state === "none" ? "Not started." : `${status.done} of ${status.total} events, ${status.customers} customers, ${status.orders} orders: ${status.state}.`} ${status.error ?? ""}</p>
<progress max="${Math.max(1, status.total)}" value="${status.done}" aria-label="Events played"></progress>
<div class="actions">${status.state === "running" ? press({ api: `POST ${api}/pause`, label: "Pause" }) : status.state === "done" ? "" : press({ api: `POST ${api}/start`, label: start, kind: "main" })}</div></section>`;
}

function faultsCard(sandbox: Sandbox): Html {
  const { faults, seed } = sandbox.world;
  return html`<section class="card"><h2>Faults</h2><p class="soft small">Chances, drawn by seed ${seed}: the same seed brings the same faults.</p><form data-api="PATCH /api/faults" data-done="Faults set">
<div class="sliders">${FAULTS.map(([name, label]) => html`<label>${label} <output>${Math.round(faults[name] * 100)} %</output><input type="range" name="${name}" min="0" max="1" step="0.01" value="${faults[name]}" data-type="number" data-zero="1"></label>`)}</div>
<div class="fields"><label>Token endpoint<br><select name="tokenEndpoint">${(["ok", "refuse", "slow"] as const).map((mode) => html`<option ${mode === faults.tokenEndpoint ? html`selected` : ""}>${mode}</option>`)}</select></label></div><button class="main">Set faults</button></form></section>`;
}
