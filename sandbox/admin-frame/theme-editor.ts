import type { Sandbox } from "../sandbox";
import { readThemeExtension } from "../storefront/extension/read-theme-extension";
import { slotsOf } from "../storefront/extension/place-blocks";
import { html, type Markup } from "../storefront/html";
import type { BlockSlot, Shop } from "../world/types";
import { allowedSlots, SLOTS } from "./extension-activations";

const LABELS: Record<BlockSlot, string> = { index: "Home page", product: "Product page", collection: "Collection page", card: "Product cards", cart: "Cart" };

/** Where the app's deep links into the theme editor lead: which blocks stand where, and whether embeds are on. */
export function themeEditor(sandbox: Sandbox, shop: Shop, query: Record<string, unknown>): Markup {
  const extension = readThemeExtension(sandbox.appConfig.extensionsFolder);
  const blocks = [...(extension?.blocks.values() ?? [])];
  const wanted = String(query.addAppBlockId ?? query.activateAppId ?? "").split("/")[1] ?? "";
  const embeds = blocks.filter(({ schema }) => schema.target !== "section");
  return html`<div class="own"><h1>Theme editor</h1><form method="post" class="card"><h2>App blocks</h2>
<table><thead><tr><th>Block</th>${SLOTS.map((slot) => html`<th>${LABELS[slot]}</th>`)}</tr></thead><tbody>${blocks.filter((block) => !embeds.includes(block)).map((block) => {
    const placed = slotsOf(shop, block);
    return html`<tr class="${block.handle === wanted ? "wanted" : ""}"><td>${block.schema.name}</td>${SLOTS.map((slot) => html`<td>${allowedSlots(block).includes(slot) ? html`<input type="checkbox" name="place" value="${block.handle}:${slot}" aria-label="${block.schema.name} on ${LABELS[slot]}"${placed.includes(slot) ? CHECKED : null}>` : "–"}</td>`)}</tr>`;
  })}</tbody></table>
<p class="${embeds.some(({ handle }) => handle === wanted) ? "wanted" : ""}"><label><input type="checkbox" name="embeds" value="on"${shop.storefront.embedsEnabled ? CHECKED : null}> App embeds on every page: ${embeds.map(({ schema }) => schema.name).join(", ") || "none"}</label></p>
<button class="primary">Save</button></form></div>`;
}

const CHECKED = html` checked`;

/** Saves what the editor's form says. */
export function saveTheme(sandbox: Sandbox, shop: Shop, body: { place?: string | string[]; embeds?: string }): void {
  const extension = readThemeExtension(sandbox.appConfig.extensionsFolder);
  const places = [body.place ?? []].flat().map((place) => place.split(":") as [string, BlockSlot]);
  const handles = [...(extension?.blocks.keys() ?? [])];
  shop.storefront.placements = Object.fromEntries(handles.map((handle) => [handle, places.filter(([block, slot]) => block === handle && SLOTS.includes(slot)).map(([, slot]) => slot)]));
  shop.storefront.embedsEnabled = body.embeds === "on";
  sandbox.save();
}
