import { METAFIELD_PROGRAM, type ProgramCard } from "../../../extensions/_shared/contract";
import type { AdminClient } from "../client/admin-client.server";
import { ShopifyFault } from "../client/shopify-fault";
import { SET_METAFIELDS } from "../documents/members.graphql";
import { INSTALLATION } from "../documents/shop.graphql";
import { sameJson } from "../parse/same-json";

/** App-data metafields belong to the installation: only the app writes them, only its own blocks read them. */
const PROGRAM_NAMESPACE = "perennial";

interface Installation { currentAppInstallation: { id: string; program: { value: string } | null } }
interface Written { metafieldsSet: { userErrors: { message: string; code: string | null }[] } }

/** Writes what blocks need to know of the program, when it differs from what stands there. @returns whether it was written. @throws ShopifyFault */
export async function publishProgram(client: AdminClient, card: ProgramCard): Promise<boolean> {
  const { currentAppInstallation: installation } = await client.run<Installation>(INSTALLATION);
  const value = JSON.stringify(card);
  if (installation.program && sameJson(installation.program.value, value)) return false;
  const metafields = [{ ownerId: installation.id, namespace: PROGRAM_NAMESPACE, key: METAFIELD_PROGRAM, type: "json", value }];
  const { userErrors } = (await client.run<Written>(SET_METAFIELDS, { metafields })).metafieldsSet;
  if (userErrors.length > 0) throw new ShopifyFault("invalid", `program of ${client.shop}: ${userErrors.map(({ message }) => message).join("; ")}`);
  return true;
}
