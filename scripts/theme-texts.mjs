// `node scripts/theme-texts.mjs`: writes what the storefront's scripts say as assets, a file for each language, out of the theme
// extension's locale files. Liquid would paint these texts into every page, for scripts that most pages never fetch.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const theme = fileURLToPath(new URL("../extensions/loyalty-theme", import.meta.url));

/** The script's name of a text -> its key in the locale files. */
const TEXTS = {
  language: "language", group: "number_group", decimal: "number_decimal",
  pendingOn: "card.pending_on_html", pendingPart: "card.pending_part_html", pending: "card.pending_html", expiring: "card.expiring_html", owed: "card.owed_html", worth: "card.worth_html", nextReward: "card.next_reward_html",
  progress: "tier.progress_label", missing: "tier.missing_html", of: "tier.of_html", highest: "tier.highest", multiplier: "tier.multiplier_html", spend: "tier.spend_html", spendMore: "tier.spend_more_html",
  joined: "join.joined", offline: "status.offline", slow: "status.slow", signIn: "status.sign_in", stale: "status.stale", rate: "earn.rate_html", why: "activity.why",
};
const REWARD_TEXTS = {
  toGo: "to_go_html", off: "off_html", percent: "percent", noCodes: "no_codes", noOpen: "no_open_codes", goods: "goods", goodsMore: "goods_more", minimumOfIt: "minimum_of_it_html", upTo: "shipping_up_to_html", copy: "copy", copied: "copied", use: "use", inCart: "in_cart", out: "take_out", outOfCart: "taken_from_cart", applied: "applied",
  back: "give_back", ask: "ask_html", ends: "ends_html", keep: "keep", by: "by_html", byOrGone: "by_or_gone_html", preparing: "preparing", ready: "ready", takenOut: "taken_out", returned: "returned", used: "used", usedOrder: "used_order",
  lapsed: "lapsed", restored: "restored_html", history: "history", noCombine: "no_combine", more: "more_html", moreOfIt: "more_of_it_html", noShipping: "no_shipping", noFit: "no_fit", emptyCart: "empty_cart", addFirst: "add_first", kept: "kept",
  unspent: "unspent", hasCode: "has_code",
};

/** Keys of the locale files that scripts say. */
export const SCRIPT_KEYS = [...Object.values(TEXTS), ...Object.values(REWARD_TEXTS).map((key) => `rewards.${key}`), "rewards.step_one", "rewards.step_two", "earn.minimum_html"];

/** What scripts say in the language of a locale file, with `{name}` where they fill something in. */
export function scriptTexts(locale) {
  const { earn, points, reasons, rewards } = locale;
  const named = (names, at) => Object.fromEntries(Object.entries(names).map(([name, key]) => [name, inBraces(find(at, key))]));
  const all = (texts) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, inBraces(text)]));
  const word = (text) => inBraces(text).replace("{number}", "{n}");
  return {
    ...named(TEXTS, locale), one: word(points.one ?? points.other), other: word(points.other),
    rewards: { ...named(REWARD_TEXTS, rewards), minimum: inBraces(earn.minimum_html), steps: [rewards.step_one, rewards.step_two] }, refusals: rewards.refusals, reasons: all(reasons),
  };
}

const find = (at, key) => key.split(".").reduce((node, part) => node[part], at);
const inBraces = (text) => text.replace(/\{\{\s*(\w+)\s*\}\}/g, "{$1}");

/** Each locale file with the asset that is made of it. */
export function textFiles() {
  return readdirSync(path.join(theme, "locales")).filter((name) => !name.includes(".schema.")).map((name) => {
    const locale = JSON.parse(readFileSync(path.join(theme, "locales", name), "utf8"));
    return { file: path.join(theme, "assets", `texts.${locale.language}.json`), text: `${JSON.stringify(scriptTexts(locale), null, 1)}\n` };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const { file, text } of textFiles()) writeFileSync(file, text);
