import type { Statement } from "./sql";

/** An open transaction of one shop. Writes take it as their first parameter; only `inTransaction` makes one. */
export interface Tx {
  readonly shopId: bigint;
  query<Row>(statement: Statement): Promise<Row[]>;
}
