import { open } from "../crypto/seal.server";
import { codePurpose } from "./code-purpose";

/** A code in clear, out of what the database keeps of it. */
export const openedCode = (shopId: bigint, { sealed, hash }: { sealed: Buffer; hash: string }) => open(sealed, codePurpose(shopId, hash)).toString("utf8");
