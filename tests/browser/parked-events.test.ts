import pg from "pg";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { api, demo, newcomer, openAdmin, openMember, paidOrder, products, until, type Customer } from "./product";

/** An order that cannot be saved for a while: its events are parked, seen in words, replayed when the cause is gone, and settle. */
let browser: Browser;
let page: Page;
let problems: string[];
let app: FrameLocator;
let customer: Customer;
let owner: pg.Client;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  owner = new pg.Client({ connectionString: demo.databaseOwnerUrl });
  await owner.connect();
  customer = await newcomer("Petra");
  await owner.query("CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$");
  await owner.query(`CREATE TRIGGER poison BEFORE INSERT ON shop_order FOR EACH ROW WHEN (NEW.customer_id = '${customer.id}') EXECUTE FUNCTION poison()`);
});
afterAll(async () => {
  await owner.query("DROP FUNCTION IF EXISTS poison CASCADE");
  await owner.end();
  await browser?.close();
});
steps(() => page);

/** What its worker would do in seven minutes: the last try comes now. */
const hurry = () => owner.query("UPDATE inbox SET attempts = 4, ready_at = now() WHERE state = 'new' AND attempts BETWEEN 1 AND 3 AND parked_reason IS NOT NULL");
const parked = async () => Number((await owner.query("SELECT count(*) AS n FROM inbox WHERE state = 'parked'")).rows[0].n);
const waiting = async () => Number((await owner.query("SELECT count(*) AS n FROM inbox WHERE state = 'new'")).rows[0].n);
/** What Shopify has still to bring comes to be parked as well. */
const onTheWay = async () => (await api<{ deliveries: unknown[] }>("/shops/evergreen-goods/deliveries?state=waiting&limit=1")).deliveries.length;

describe("events that cannot be handled", () => {
  test("are parked, and home says so and leads to them", async () => {
    const plant = (await products()).find(({ handle }) => handle === "snake-plant")!.variants[0]!;
    await paidOrder(customer.id, [{ variantId: plant.id, quantity: 1 }], { daysAgo: 20 });
    await until("all events of the order are parked", async () => {
      await hurry();
      return await parked() > 0 && await onTheWay() === 0 && await waiting() === 0;
    });
    app = await openAdmin(page);
    await app.getByText(/from Shopify could not be handled/).waitFor();
    await app.getByRole("link", { name: "Open the event log" }).click();
    await app.getByRole("heading", { name: "Parked events" }).waitFor();
  });

  test("say why, by cause", async () => {
    await app.getByRole("heading", { name: "Handling failed" }).waitFor();
    await app.getByText("PostgreSQL or system error P0001").first().waitFor();
    await picture(page, "parked-by-cause");
    await app.getByRole("link", { name: "Show events: Handling failed" }).click();
    await app.locator("tbody").getByText("Handling failed", { exact: false }).first().waitFor();
    await picture(page, "parked-events");
  });

  test("chosen ones are replayed, and are parked again while the cause is there", async () => {
    const before = await parked();
    await app.locator("tbody").getByRole("checkbox").first().check({ force: true });
    await app.getByRole("button", { name: "Replay chosen" }).click();
    await page.locator(".toast").getByText("1 event is handled again").waitFor();
    await until("it is parked again", async () => {
      await hurry();
      return await parked() === before && await waiting() === 0;
    });
  });

  test("replayed by their cause once that is gone, the order earns its points once", async () => {
    await owner.query("DROP TRIGGER poison ON shop_order");
    app = await openAdmin(page, "/events");
    await app.getByRole("button", { name: "Replay all events: Handling failed" }).click();
    await page.locator(".toast").getByText(/(is|are) handled again/).waitFor();
    await until("all are handled", async () => await parked() === 0 && await waiting() === 0);
    app = await openMember(page, customer.email);
    await app.getByText(/Earned by order/).first().waitFor();
    expect(await app.getByText(/Earned by order/).count()).toBe(1);
    await picture(page, "parked-settled");
    expect(problems).toEqual([]);
  });
});
