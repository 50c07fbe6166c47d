import type express from "express";
import { expectReady } from "../store/readiness.server";
import { metricsText, presentsToken } from "./metrics";

/**
 * `/healthz`: the process lives. `/readyz`: the database answers and is migrated. `/metrics`: for whoever presents the token; for
 * everybody else, and without a token set, there is no such address.
 */
export function addHealth(app: express.Express, metricsToken: string | undefined): void {
  app.get("/healthz", (_request, response) => void response.set("Cache-Control", "no-store").json({ ok: true }));
  app.get("/readyz", (_request, response, next) => {
    expectReady().then(() => response.set("Cache-Control", "no-store").json({ ok: true }), () => response.status(503).set("Cache-Control", "no-store").json({ ok: false })).catch(next);
  });
  app.get("/metrics", (request, response, next) => {
    if (!presentsToken(request.get("authorization"), metricsToken)) return void response.status(404).type("text").send("not found\n");
    metricsText().then(({ type, text }) => response.set("Cache-Control", "no-store").type(type).send(text)).catch(next);
  });
}

