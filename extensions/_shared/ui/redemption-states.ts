import type { BuyerRedemption } from "../contract";

type Redemption = Pick<BuyerRedemption, "status">;

/** Goes on by itself: a code is made, or points are on their way back. */
export const isMoving = ({ status }: Redemption) => status === "preparing" || status === "returning";

/** Has a code to use, or gets one. */
export const isOpen = ({ status }: Redemption) => status === "preparing" || status === "ready";
