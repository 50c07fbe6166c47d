import type { Sandbox } from "../../sandbox";
import { courierOf } from "../../webhooks/courier-of";
import { handleOfShop } from "../../world/find-shop";
import type { Delivery, Shop } from "../../world/types";
import type { Html} from "./html";
import { html } from "./html";
import { badge, press, when } from "./pieces";

const SHOWN = 60;

/** The log of webhooks, the youngest first. */
export function deliveriesPage(sandbox: Sandbox, shop: Shop, state: string): Html {
  const base = `/control/${handleOfShop(shop)}/deliveries`;
  const rows = shop.deliveries.filter((delivery) => state === "" || delivery.state === state).slice(-SHOWN).reverse();
  const courier = courierOf(sandbox.world);
  return html`<section class="card" id="deliveries" data-live><h1>Webhooks</h1><p class="soft small">To ${sandbox.world.app.appUrl}, signed. ${courier?.inFlight ?? 0} on their way, ${courier?.waiting ?? 0} wait for their time. Up to eight retries over four hours of the sandbox clock.</p>
<p class="actions">${["", "delivered", "waiting", "failed", "dropped"].map((one) => html`<a class="button" href="${base}${one ? `?state=${one}` : ""}" ${one === state ? html`aria-current="true"` : ""}>${one || "all"}</a>`)}</p>
<div class="wide"><table class="stack"><thead><tr><th>Topic</th><th>When</th><th>State</th><th>Attempts</th><th class="num">Bytes</th><th>Do</th></tr></thead><tbody>${rows.map((delivery) => row(shop, delivery))}</tbody></table>${rows.length === 0 ? html`<p>Nothing was sent yet${shop.install ? "" : ": the app is not installed on this shop"}.</p>` : ""}</div></section>`;
}

/** One delivery: attempts and the body as it was sent. */
export function deliveryPage(shop: Shop, delivery: Delivery): Html {
  return html`<section class="card"><h1>${delivery.topic}</h1><p class="soft">${badge(delivery.state)} · to ${delivery.uri} · webhook id ${delivery.webhookId} · event id ${delivery.eventId}${delivery.nextAttemptAt ? ` · next attempt ${when(delivery.nextAttemptAt, shop)}` : ""}</p>
<table><thead><tr><th>Attempt</th><th>Answer</th><th class="num">Took</th></tr></thead><tbody>${delivery.attempts.map((attempt) => html`<tr><td>${when(attempt.at, shop)}</td><td>${attempt.status ?? attempt.error}</td><td class="num">${attempt.ms} ms</td></tr>`)}</tbody></table>
${again(shop, delivery)}</section><section class="card"><h2>Body</h2>${delivery.body === "" ? html`<p class="soft">No longer kept.</p>` : html`<pre>${indent(delivery.body)}</pre>`}</section>`;
}

function row(shop: Shop, delivery: Delivery): Html {
  const last = delivery.attempts.at(-1);
  return html`<tr><td><a href="/control/${handleOfShop(shop)}/deliveries/${delivery.webhookId}">${delivery.topic}</a></td><td class="soft">${when(delivery.triggeredAt, shop)}</td><td>${badge(delivery.state)}</td>
<td>${delivery.attempts.length}${last ? `, last ${last.status ?? last.error} in ${last.ms} ms` : ""}${delivery.nextAttemptAt ? html`<br><span class="soft small">next ${when(delivery.nextAttemptAt, shop)}</span>` : ""}</td><td class="num">${Buffer.byteLength(delivery.body) || ""}</td><td>${again(shop, delivery)}</td></tr>`;
}

function again(shop: Shop, delivery: Delivery): Html {
  if (delivery.body === "") return html``;
  return press({ api: `POST /api/shops/${handleOfShop(shop)}/deliveries/${delivery.webhookId}/redeliver`, label: "Send again", done: "Sent again" });
}

/** Indents JSON without reading its numbers, which would lose digits of large ids. */
function indent(json: string): string {
  let depth = 0;
  return json.replace(/"(?:[^"\\]|\\.)*"|[{}[\],]|:/g, (token) => {
    const line = (by: number) => `\n${"  ".repeat((depth += by))}`;
    if (token === "{" || token === "[") return `${token}${line(1)}`;
    if (token === "}" || token === "]") return `${line(-1)}${token}`;
    return token === "," ? `,${line(0)}` : token === ":" ? ": " : token;
  });
}
