/** A page whose title somebody else wrote: a word wider than a phone is broken, where the title alone would push the page aside. */
export function LongTitles({ children }: { children: React.ReactNode }) {
  return <div style={{ overflowWrap: "anywhere" }}>{children}</div>;
}
