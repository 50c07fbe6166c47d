import express, { type Express, type Request, type Response } from "express";
import { z } from "zod";
import { browserBundle } from "../browser-bundle";
import type { Sandbox } from "../sandbox";
import type { Page } from "../storefront/objects/page";
import { pageOf } from "../storefront/page-of";
import { writeSession } from "../storefront/session";
import { deriveSurface, type SurfaceName } from "./derive-surface";
import { mintExtensionToken } from "./extension-token";
import { REPORT_KINDS } from "./protocol";
import { readUiExtensions } from "./read-ui-extensions";
import { logExtensionReport } from "./report-log";

const text = z.string().max(2000);
const REPORT = z.strictObject({ kind: z.enum(REPORT_KINDS), extension: text, target: text, message: text });
const ATTRIBUTE = z.strictObject({ key: z.string().min(1).max(255), value: z.string().max(2000).nullable() });

/** Scripts of extensions and of the page and worker that host them, and what these ask their server for. */
export function mountUiExtensions(app: Express, sandbox: Sandbox): void {
  for (const name of ["page", "worker"]) {
    app.get(`/ui-extensions/${name}.js`, (_request, response, next) => {
      browserBundle(`ui-extensions/browser/${name}.ts`).then((script) => response.set("cache-control", "no-cache").type("js").send(script), next);
    });
  }
  app.get("/ui-extensions/surfaces/:surface.json", ({ params }, response) => {
    if (params.surface !== "checkout" && params.surface !== "customer-account") return void response.status(404).type("text").send(`surface ${params.surface}: expected checkout or customer-account`);
    response.set("cache-control", "public, max-age=300").json(deriveSurface(params.surface as SurfaceName));
  });
  app.get("/ui-extensions/:extension.js", ({ params }, response) => {
    const script = readUiExtensions(sandbox.appConfig.extensionsFolder).find(({ handle }) => handle === params.extension)?.script;
    if (!script) return void response.status(404).type("text").send(`extension ${params.extension}: expected a UI extension that was built`);
    response.sendFile(script, { maxAge: 0 });
  });
  app.post("/shop/:handle/ui-extensions/session-token", withPage(sandbox, (page, _request, response) => {
    response.set("cache-control", "no-store").json({ token: mintExtensionToken(sandbox, page.shop, page.customer) });
  }));
  app.post("/shop/:handle/ui-extensions/reports", express.json(), withPage(sandbox, ({ shop }, { body }, response) => {
    const report = REPORT.safeParse(body);
    if (!report.success) return void response.status(422).json({ error: `report: expected kind, extension, target and message` });
    logExtensionReport(sandbox, shop.domain, report.data);
    response.status(204).end();
  }));
  app.post("/shop/:handle/ui-extensions/attributes", express.json(), withPage(sandbox, (page, { body }, response) => {
    const change = ATTRIBUTE.safeParse(body);
    if (!change.success) return void response.status(422).json({ error: "attribute: expected a key of 1 to 255 characters and a text of at most 2000, or null to remove it" });
    const { [change.data.key]: _old, ...others } = page.session.attributes;
    writeSession(response, page.root, { ...page.session, attributes: change.data.value === null ? others : { ...others, [change.data.key]: change.data.value } });
    response.status(204).end();
  }));
}

/** Only a page of the sandbox itself may ask: what it answers is meant for the customer who is logged in. */
function withPage(sandbox: Sandbox, answer: (page: Page, request: Request, response: Response) => void): (request: Request, response: Response) => void {
  return (request, response) => {
    const origin = request.get("origin");
    if (origin && origin !== `${request.protocol}://${request.get("host")}`) return void response.status(403).json({ error: `origin ${origin}: expected a page of this sandbox` });
    const page = pageOf(sandbox, request, "checkout");
    if (!page) return void response.status(404).json({ error: `shop ${request.params.handle}: expected a shop of this sandbox` });
    answer(page, request, response);
  };
}
