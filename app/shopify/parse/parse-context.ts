/** What a parser needs besides the payload. */
export interface ParseContext {
  /** Keyed hash of an address; null for what is no address. */
  emailHash(address: string | null): string | null;
}
