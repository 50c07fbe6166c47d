/** As much of a shop as says whether its program has begun. */
export interface Launch { launchedAt: Date | string | null; testCustomers: readonly string[] | ReadonlySet<string> }

/** From the moment of the launch on. */
export const isLaunched = ({ launchedAt }: Pick<Launch, "launchedAt">, now: Date) => launchedAt !== null && new Date(launchedAt) <= now;

/** Whether the program is there for somebody: launched, or they are named to try it before. @param customerId null for a guest. */
export function isOpenTo(customerId: string | null, shop: Launch, now: Date): boolean {
  return isLaunched(shop, now) || (customerId !== null && [...shop.testCustomers].includes(customerId));
}
