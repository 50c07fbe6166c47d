/** Personal data of a member, as Shopify granted it. */
export interface Profile { name: string | null; email: string | null; emailVerified: boolean; phone: string | null }

export const profilePurpose = (shopId: bigint, memberId: bigint) => `profile:${shopId}:${memberId}`;
