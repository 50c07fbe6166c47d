import { beforeAll, describe, expect, test } from "vitest";
import { action as cancelAction } from "~/routes/buyer.cancel";
import { action as redeemAction } from "~/routes/buyer.redeem";
import { loader as redemptionLoader } from "~/routes/buyer.redemption";
import { action as refusedAction } from "~/routes/buyer.refused";
import { aShop } from "../support/a-shop";
import { fillPools } from "../support/fill-pools";
import { useDatabase } from "../support/use-database";
import { buyerEnvironment, command, proxied, read } from "./buyer-request";
import { memberWith, offered } from "./reward-shop";

const database = useDatabase();
const DOMAIN = "evergreen-goods.myshopify.com";
let shopId: bigint;
let rewardId: string;

beforeAll(async () => {
  buyerEnvironment();
  shopId = await aShop(database, { domain: DOMAIN });
  rewardId = await offered(shopId, {});
  await fillPools(shopId, 20);
});

const aMember = (points: bigint) => memberWith(database, shopId, points);
const five = () => ({ rewardId, points: 100, surface: "panel" });
const args = (request: Request, redemptionId = "") => ({ request, params: { redemptionId }, context: {} }) as unknown as Parameters<typeof cancelAction>[0];
const redeem = (customer: string, body: unknown) => read(redeemAction(args(command("redeem", { shop: DOMAIN, customer, body: JSON.stringify(body) }))));
const post = (action: typeof cancelAction, what: string) => (customer: string, redemptionId: string) => read(action(args(command(`redemptions/${redemptionId}/${what}`, { shop: DOMAIN, customer }), redemptionId)));
const [cancel, refused] = [post(cancelAction, "cancel"), post(refusedAction, "refused")];
const see = (customer: string, redemptionId: string) => read(redemptionLoader(args(proxied(`redemptions/${redemptionId}`, { shop: DOMAIN, customer }), redemptionId)));

describe("a code that a cart refused", () => {
  const looks = async (redemptionId: string) => (await database.asOwner("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'look-at-code' AND key = $1 AND run_at <= now()", [`look-at-code:${shopId}:${redemptionId}`])).length;

  test("is asked for at Shopify at once, once however often it is told; nothing is decided until then", async () => {
    const customer = await aMember(100n);
    const { body: { redemption } } = await redeem(customer, five());
    for (let i = 0; i < 3; i++) expect(await refused(customer, redemption.id)).toMatchObject({ status: 200, body: { available: 0, redemption } });
    expect(await looks(redemption.id)).toBe(1);
  });

  test("by somebody else, a guest, or of a redemption that is over, is no question", async () => {
    const customer = await aMember(100n);
    const { body: { redemption } } = await redeem(customer, five());
    expect((await refused(await aMember(0n), redemption.id)).status).toBe(404);
    expect((await refused("", redemption.id)).status).toBe(401);
    await cancel(customer, redemption.id);
    expect((await refused(customer, redemption.id)).body.redemption.status).toBe("returning");
    expect(await looks(redemption.id)).toBe(0);
  });

  test("more than ten times in a minute waits", async () => {
    const customer = await aMember(0n);
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await refused(customer, "1")).status);
    expect(statuses).toEqual([...Array<number>(10).fill(404), 429]);
  });

  test("and that the shop took out says so while its points come back; one that was given back does not", async () => {
    const customer = await aMember(200n);
    const [one, two] = [(await redeem(customer, five())).body.redemption, (await redeem(customer, five())).body.redemption];
    await database.asOwner("UPDATE redemption SET status = 'closing', closing_at = now(), closing_reason = 'code_removed' WHERE shop_id = $1 AND redemption_id = $2", [shopId, one.id]);
    await cancel(customer, two.id);
    expect([(await see(customer, one.id)).body.redemption, (await see(customer, two.id)).body.redemption]).toMatchObject([{ status: "returning", takenOut: true, code: null }, { status: "returning", takenOut: false }]);
  });
});
