/** Sealed bodies open only as the delivery they came with. */
export const bodyPurpose = ({ shopDomain, deliveryId }: { shopDomain: string; deliveryId: string }) => `inbox:${shopDomain}:${deliveryId}`;
