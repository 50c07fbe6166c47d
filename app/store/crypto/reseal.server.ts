import { query } from "../db.server";
import { inTransaction } from "../in-transaction.server";
import type { Statement } from "../sql";
import { newestHeader } from "./newest-header";
import { open, seal } from "./seal.server";
import { SEALED_COLUMNS, type SealedColumn } from "./sealed-columns";

/** Seals with the newest key what older ones sealed in tables of no shop. @returns what did not open, told at the end: nothing else waits for it. */
export const resealOutside = (): Promise<Error[]> => resealAllOf(SEALED_COLUMNS.filter(({ ofShop }) => !ofShop), { shopId: 0n, within: (work) => work(query) });

/** The same for the rows of one shop, whether or not it has the app now. */
export const resealShop = (shopId: bigint): Promise<Error[]> => resealAllOf(SEALED_COLUMNS.filter(({ ofShop }) => ofShop), { shopId, within: (work) => inTransaction(shopId, (db) => work((statement) => db.query(statement))) });

type Query = <Row>(statement: Statement) => Promise<Row[]>;
interface Place { shopId: bigint; within: <T>(work: (query: Query) => Promise<T>) => Promise<T> }
interface Row { id: string; beside: string[]; sealed: Buffer }

async function resealAllOf(columns: readonly SealedColumn[], { shopId, within }: Place): Promise<Error[]> {
  const faults: Error[] = [];
  for (const column of columns) {
    for (let after: string | null = null, more = true; more;) {
      const last: string | null = after;
      const rows: Row[] = await within((ask) => resealRound(ask, { column, shopId, after: last, faults }));
      more = rows.length === column.round;
      after = rows.at(-1)?.id ?? null;
    }
  }
  return faults;
}

/** A row that changed since it was read was sealed by whoever changed it. */
async function resealRound(ask: Query, { column, shopId, after, faults }: { column: SealedColumn; shopId: bigint; after: string | null; faults: Error[] }): Promise<Row[]> {
  const rows = await ask<Row>(findOld(column, { shopId, after }));
  const fresh = rows.flatMap((row) => {
    const purpose = column.purpose({ id: row.id, beside: row.beside, shopId });
    try {
      return [{ ...row, fresh: seal(open(row.sealed, purpose), purpose) }];
    } catch (error) {
      faults.push(error as Error);
      return [];
    }
  });
  if (fresh.length > 0) await ask(writeFresh(column, { shopId, rows: fresh }));
  return rows;
}

/** Says nothing of rows; every parameter of a statement has to have a type. */
const ANY_SHOP = "$4::bigint IS NOT NULL";

/** Names come from `sealed-columns`, never from outside. */
function findOld({ table, column, ofShop, id, idType, beside, round }: SealedColumn, { shopId, after }: { shopId: bigint; after: string | null }): Statement {
  const head = newestHeader();
  return {
    name: `reseal find ${table}.${column}`,
    text: `SELECT ${id}::text AS id, ARRAY[${beside.join()}]::text[] AS beside, ${column} AS sealed FROM ${table}
      WHERE ${ofShop ? "shop_id = $4" : ANY_SHOP} AND ${column} IS NOT NULL AND ($2::${idType} IS NULL OR ${id} > $2) AND substring(${column} FROM 1 FOR length($1::bytea)) <> $1 ORDER BY ${id} LIMIT $3`,
    values: [head, after, round, shopId],
  };
}

function writeFresh({ table, column, ofShop, id, idType }: SealedColumn, { shopId, rows }: { shopId: bigint; rows: (Row & { fresh: Buffer })[] }): Statement {
  return {
    name: `reseal write ${table}.${column}`,
    text: `UPDATE ${table} t SET ${column} = x.fresh FROM unnest($1::${idType}[], $2::bytea[], $3::bytea[]) AS x(id, old, fresh) WHERE ${ofShop ? "t.shop_id = $4" : ANY_SHOP} AND t.${id} = x.id AND t.${column} = x.old`,
    values: [rows.map((row) => row.id), rows.map((row) => row.sealed), rows.map((row) => row.fresh), shopId],
  };
}
