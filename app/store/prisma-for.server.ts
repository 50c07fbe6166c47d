import { prisma } from "./db.server";

/**
 * Prisma that sees the rows of one shop only: each call is one transaction with the shop set. For admin reads and simple
 * single-row writes; what belongs together goes through `inTransaction`.
 */
export function prismaFor(shopId: bigint) {
  const client = prisma();
  return client.$extends({
    query: {
      async $allOperations({ args, query }) {
        const [, result] = await client.$transaction([
          client.$executeRaw`SELECT set_config('app.shop_id', ${String(shopId)}, true)`,
          query(args),
        ]);
        return result;
      },
    },
  });
}
