/** A code opens only in its shop and beside its own hash. */
export const codePurpose = (shopId: bigint, hash: string) => `code:${shopId}:${hash}`;
