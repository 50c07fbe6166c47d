import express, { type Request, type Response, type Router } from "express";
import type { Sandbox } from "../sandbox";
import { createCustomer } from "../shop-life/create-customer";
import { Refusal } from "../shop-life/refusal";
import type { Customer, Shop } from "../world/types";
import { customerObject } from "./objects/customer-object";
import type { Page } from "./objects/page";
import { pageOf } from "./page-of";
import { writeSession } from "./session";
import { show } from "./show";

const PER_PAGE = 20;

/** Logging in as any customer of the shop, and out again. */
export function mountLogin(shop: Router, sandbox: Sandbox): void {
  shop.get("/account/register", (request, response) => void response.redirect(`${request.originalUrl.replace("/register", "/login")}#register`));
  shop.post("/account/register", express.urlencoded({ extended: false }), (request, response) => register(sandbox, request, response));
  shop.get("/account/login", (request, response) => show(sandbox, { request, response, template: "login" }, (page) => loginContent(page, request.query)));
  shop.post("/account/login", express.urlencoded({ extended: false }), (request, response) => {
    const page = pageOf(sandbox, request, "login");
    const id = String((request.body as { customer_id?: unknown }).customer_id ?? "");
    if (!page || !Object.hasOwn(page.shop.customers, id)) return void response.status(404).type("text").send(`customer ${id}: expected a customer of this shop`);
    writeSession(response, page.root, { ...page.session, customerId: id });
    response.redirect(303, `${page.root}${safePath((request.body as { return_to?: unknown }).return_to)}`);
  });
  shop.all("/account/logout", (request, response) => {
    const page = pageOf(sandbox, request, "login");
    if (!page) return void response.status(404).type("text").send(`No shop is at ${request.baseUrl}.`);
    writeSession(response, page.root, { ...page.session, customerId: null });
    response.redirect(303, `${page.root}/`);
  });
}

/** A new customer of the shop, logged in at once; an address somebody has is refused at the form. */
function register(sandbox: Sandbox, request: Request, response: Response): void {
  const page = pageOf(sandbox, request, "login");
  if (!page) return void response.status(404).type("text").send(`No shop is at ${request.baseUrl}.`);
  const { email = "", first_name: firstName = "", return_to: returnTo } = request.body as Record<string, string>;
  try {
    const customer = createCustomer(sandbox, page.shop, { email: email.trim(), firstName: firstName.trim() || null, locale: page.language });
    writeSession(response, page.root, { ...page.session, customerId: customer.id });
    response.redirect(303, `${page.root}${safePath(returnTo)}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(422);
    show(sandbox, { request, response, template: "login" }, (shown) => ({ ...loginContent(shown, {}), data: { ...loginContent(shown, {}).data, refused: true } }));
  }
}

function loginContent(page: Page, query: Record<string, unknown>) {
  const text = typeof query.q === "string" ? query.q.trim() : "";
  const found = findPeople(page.shop, text);
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const number = Math.min(pages, Math.max(1, Number(query.page) || 1));
  const people = found.slice((number - 1) * PER_PAGE, number * PER_PAGE).map((customer) => customerObject(page, customer));
  const returnTo = typeof query.return_to === "string" ? query.return_to : typeof query.return_url === "string" ? query.return_url : "";
  return { file: "login", title: "Log in", data: { people, pages, page_number: number, query: text, return_to: returnTo.startsWith(page.root) ? returnTo.slice(page.root.length) : returnTo } };
}

function findPeople(shop: Shop, text: string): Customer[] {
  const wanted = text.toLowerCase();
  const living = Object.values(shop.customers).filter((customer) => !customer.mergedInto);
  if (wanted === "") return living;
  return living.filter((customer) => [customer.id, customer.email, `${customer.firstName ?? ""} ${customer.lastName ?? ""}`, ...customer.tags].some((value) => value?.toLowerCase().includes(wanted)));
}

function safePath(value: unknown): string {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : "/";
}
