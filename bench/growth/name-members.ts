import type pg from "pg";
import type { Hasher } from "~/store/crypto/hasher";
import { seal } from "~/store/crypto/seal.server";
import { profilePurpose } from "~/store/members/profile";
import { shopHasher } from "~/store/shops/shop-hasher.server";

const FIRST = "Mary James Maria Ana Wei Yuki Fatima Olu Sofia Mia Emma Noah Liam Jose Kwame Aisha Ivan Olga Hans Anna Paul Petra Luca Giulia Pierre Chloe Mateo Elena Omar Leila Raj Priya Chen Ling Hiro Sakura Ahmed Zainab Tom Kate".split(" ");
const LAST = "Smith Johnson Garcia Mueller Tanaka Wang Li Zhang Silva Santos Rossi Ferrari Martin Bernard Dubois Schmidt Fischer Weber Novak Horvat Kowalski Nowak Ivanov Petrov Ali Khan Hassan Okafor Mensah Diallo Nguyen Tran Pham Kim Park Lee Suzuki Sato Jones Brown Taylor Davies Evans Wilson Thomas Roberts Lewis Walker Hall Young".split(" ");
const MAIL = ["gmail.com", "gmail.com", "gmail.com", "outlook.com", "yahoo.com", "example.org"];
const AT_ONCE = 5_000;

export const nameOf = (n: number) => `${FIRST[n % FIRST.length]} ${LAST[Math.floor(n / FIRST.length) % LAST.length]}`;
export const emailOf = (n: number) => `${nameOf(n).replace(" ", ".").toLowerCase()}${n}@${MAIL[n % MAIL.length]}`;

/** Gives every member a sealed profile and the search terms the product would keep: 2,000 names shared by all, one address each. */
export async function nameMembers(owner: pg.Client, shopId: bigint): Promise<void> {
  const hasher = await shopHasher(shopId);
  const { rows } = await owner.query("SELECT member_id::int AS id FROM member ORDER BY member_id");
  const terms = wordTerms(hasher);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const ids: number[] = rows.slice(from, from + AT_ONCE).map((row) => row.id);
    await saveProfiles(owner, { shopId, hasher, ids });
    const found = ids.flatMap((id) => [...new Set(`${nameOf(id)} ${emailOf(id)}`.split(/[^\p{L}\p{N}]+/u).flatMap(terms))].map((term) => ({ id, term })));
    await owner.query("INSERT INTO member_term (shop_id, term, member_id) SELECT $1, * FROM unnest($2::text[], $3::bigint[])", [String(shopId), found.map(({ term }) => term), found.map(({ id }) => id)]);
  }
}

async function saveProfiles(owner: pg.Client, { shopId, hasher, ids }: { shopId: bigint; hasher: Hasher; ids: number[] }): Promise<void> {
  const sealed = ids.map((id) => seal(JSON.stringify({ name: nameOf(id), email: emailOf(id), emailVerified: true, phone: null }), profilePurpose(shopId, BigInt(id))));
  await owner.query("INSERT INTO member_profile (shop_id, member_id, sealed, email_hash, email_verified) SELECT $1, x.*, true FROM unnest($2::bigint[], $3::bytea[], $4::text[]) x",
    [String(shopId), ids, sealed, ids.map((id) => hasher.email(emailOf(id)))]);
}

/** The terms of a word, hashed once: the names repeat. */
function wordTerms(hasher: Hasher): (word: string) => string[] {
  const known = new Map<string, string[]>();
  return (word) => {
    const terms = known.get(word) ?? hasher.terms(word);
    known.set(word, terms);
    return terms;
  };
}
