import { open } from "../crypto/seal.server";
import { profilePurpose, type Profile } from "./profile";

/** Decrypts the profile of one member. @throws Error when it was sealed for another member or its key is gone. */
export function openProfile(sealed: Uint8Array, { shopId, memberId }: { shopId: bigint; memberId: bigint }): Profile {
  return JSON.parse(open(sealed, profilePurpose(shopId, memberId)).toString("utf8")) as Profile;
}
