import { existsSync } from "node:fs";
import path from "node:path";
import express, { type Express } from "express";
import type { Sandbox } from "../sandbox";
import type { World } from "../world/types";
import { productArt } from "./art/product-art";
import { readThemeExtension } from "./extension/read-theme-extension";
import { THEME_ASSETS } from "./theme";

/** Files of storefronts: the theme's, the theme extension's assets, and drawn products. */
export function mountFiles(app: Express, sandbox: Sandbox): void {
  app.use("/theme/assets", express.static(THEME_ASSETS, { maxAge: 0 }));
  app.get("/assets/product/:file", (request, response) => {
    const product = productById(sandbox.world, request.params.file.replace(/\.svg$/, ""));
    if (!product) return void response.status(404).type("text").send(`product ${request.params.file}: expected a product of a shop`);
    response.set("cache-control", "public, max-age=3600").type("image/svg+xml").send(productArt(product));
  });
  app.get("/extensions/:extension/assets/:file", (request, response) => {
    const extension = readThemeExtension(sandbox.appConfig.extensionsFolder);
    const file = path.join(extension?.assetsFolder ?? "", path.basename(request.params.file));
    if (extension?.handle !== request.params.extension || !existsSync(file)) return void response.status(404).type("text").send(`asset ${request.params.file}: expected a file of the extension's assets`);
    response.sendFile(path.resolve(file), { maxAge: 0, headers: { "access-control-allow-origin": "*" } });
  });
  app.get("/extensions/:extension/compiled/:file", (request, response) => {
    const { name, ext } = path.parse(request.params.file);
    const block = readThemeExtension(sandbox.appConfig.extensionsFolder)?.blocks.get(name);
    if (!block) return void response.status(404).type("text").send(`block ${name}: expected a block of the extension`);
    response.set("cache-control", "no-cache").type(ext === ".css" ? "css" : "js").send(ext === ".css" ? block.stylesheet : block.javascript);
  });
}

function productById(world: World, id: string) {
  const shop = Object.values(world.shops).find(({ products }) => Object.hasOwn(products, id));
  return shop?.products[id] ?? null;
}
