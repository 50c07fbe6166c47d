import type express from "express";
import type { Sandbox } from "../../sandbox";

/** `GET /bulk/<id>.jsonl`: where a finished bulk operation's rows lie, as on Shopify's storage, without a token. */
export function serveBulkResults(app: express.Express, { world }: Sandbox): void {
  app.get("/bulk/:file", (request, response) => {
    const id = request.params.file.replace(/\.jsonl$/, "");
    for (const shop of Object.values(world.shops)) {
      const operation = Object.hasOwn(shop.bulkOperations, id) ? shop.bulkOperations[id]! : null;
      if (operation?.jsonl) return void response.type("application/jsonl").send(operation.jsonl);
    }
    response.status(404).json({ errors: "Not Found" });
  });
}
