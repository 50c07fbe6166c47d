import type { AdminClient } from "../client/admin-client.server";
import { changeTagsDocument } from "../documents/members.graphql";

export interface TagChange { customerId: string; add: string[]; remove: string[] }

/** Each adding and each removing costs ten points; a request may cost a thousand. */
const A_CALL = 20;

type Answer = Record<string, { userErrors: { message: string }[] } | null>;

/** Customers that do not exist any more are left out. @throws ShopifyFault */
export async function changeTags(client: AdminClient, changes: readonly TagChange[]): Promise<{ refused: Map<string, string> }> {
  const refused = new Map<string, string>();
  for (let from = 0; from < changes.length; from += A_CALL) {
    const batch = changes.slice(from, from + A_CALL);
    const adds = batch.filter(({ add }) => add.length > 0);
    const removes = batch.filter(({ remove }) => remove.length > 0);
    const variables: Record<string, unknown> = {};
    for (const [i, { customerId, add }] of adds.entries()) Object.assign(variables, { [`addTo${i}`]: `gid://shopify/Customer/${customerId}`, [`add${i}`]: add });
    for (const [i, { customerId, remove }] of removes.entries()) Object.assign(variables, { [`removeFrom${i}`]: `gid://shopify/Customer/${customerId}`, [`remove${i}`]: remove });
    const answer = await client.run<Answer>(changeTagsDocument({ add: adds.length, remove: removes.length }), variables);
    for (const [name, list] of [["add", adds], ["remove", removes]] as const) {
      for (const [i, { customerId }] of list.entries()) {
        const said = answer[`${name}${i}`]?.userErrors[0]?.message;
        if (said && !/does not exist/i.test(said)) refused.set(customerId, said);
      }
    }
  }
  return { refused };
}
