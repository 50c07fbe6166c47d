export const pepperPurpose = (shopId: bigint) => `pepper:${shopId}`;
