import { answerPurpose, subjectPurpose } from "../compliance/purposes";
import { bodyPurpose } from "../inbox/body-purpose";
import { profilePurpose } from "../members/profile";
import { codePurpose } from "../rewards/code-purpose";
import { sessionPurpose } from "../sessions/stored-session";
import { pepperPurpose } from "../shops/pepper-purpose";

/** A column of sealed bytes: its table, the key its rows are gone through by, and how what they are sealed for follows from the row. */
export interface SealedColumn {
  table: string;
  column: string;
  /** Whether its rows are those of one shop and seen only in its name; else the table is read before a shop is known. */
  ofShop: boolean;
  id: string;
  idType: "bigint" | "text";
  /** Columns the purpose is made of beside the id, all text. */
  beside: string[];
  /** Rows are locked while they are written: as many at a time as nobody misses. */
  round: number;
  purpose: (row: { id: string; beside: string[]; shopId: bigint }) => string;
}

/** Who redeems passes over locked codes, so few of a pool are locked at once. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "session", column: "sealed", ofShop: false, id: "id", idType: "text", beside: [], round: 500, purpose: ({ id }) => sessionPurpose(id) },
  { table: "shop", column: "pepper", ofShop: false, id: "shop_id", idType: "bigint", beside: [], round: 500, purpose: ({ id }) => pepperPurpose(BigInt(id)) },
  { table: "inbox", column: "body", ofShop: false, id: "inbox_id", idType: "bigint", beside: ["shop_domain", "delivery_id"], round: 50, purpose: ({ beside }) => bodyPurpose({ shopDomain: beside[0]!, deliveryId: beside[1]! }) },
  { table: "member_profile", column: "sealed", ofShop: true, id: "member_id", idType: "bigint", beside: [], round: 500, purpose: ({ id, shopId }) => profilePurpose(shopId, BigInt(id)) },
  { table: "code", column: "sealed", ofShop: true, id: "code_id", idType: "bigint", beside: ["hash"], round: 10, purpose: ({ beside, shopId }) => codePurpose(shopId, beside[0]!) },
  { table: "code_pool", column: "seed", ofShop: true, id: "pool_id", idType: "bigint", beside: ["seed_hash"], round: 10, purpose: ({ beside, shopId }) => codePurpose(shopId, beside[0]!) },
  { table: "compliance_request", column: "payload", ofShop: true, id: "request_id", idType: "bigint", beside: ["kind"], round: 500, purpose: ({ beside, shopId }) => subjectPurpose(shopId, beside[0]!) },
  { table: "compliance_request", column: "answer", ofShop: true, id: "request_id", idType: "bigint", beside: [], round: 20, purpose: ({ id, shopId }) => answerPurpose(shopId, BigInt(id)) },
];
