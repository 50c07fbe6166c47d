// Codes in the cart. Comes with the tools of rewards.js. A code goes beside the others, never in place of them.
window.perennial.cart = ({ texts, fill, money, tell, repeat, living, valueOf, shown, coming, call, post, refresh }) => {
  const said = texts.rewards;

  const address = (path) => (window.Shopify?.routes?.root ?? "/") + path;
  const same = (a, b) => a.toUpperCase() === b.toUpperCase();
  const applies = ({ discount_codes: codes }, code) => codes.some((one) => one.applicable && same(one.code, code));
  const readCart = async () => (await fetch(address("cart.js"), { headers: { accept: "application/json" } })).json();

  /** Themes that know Shopify's own action show the change themselves. */
  async function putCodes(list) {
    const update = window.Shopify?.actions?.updateCart;
    if (update) await update({ discountCodes: list }).catch(() => { throw new Error(texts.offline); });
    else await fetch(address("cart/update.js"), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ discount: list.join(",") }) });
    return readCart();
  }

  const CLASSES = { amount_off: "order", percentage_off: "order", free_shipping: "shipping" };
  const classOf = ({ kind }) => CLASSES[kind] ?? "product";

  /** What of the cart a code is for. Of which collections goods are only Liquid knew: `fits`, by their ids; without it any may be. */
  function entitled({ items }, goods, fits) {
    const ids = !goods || (goods.collectionIds.length && !fits) ? null : goods.collectionIds.length ? fits : goods.variantIds?.length ? goods.variantIds : goods.productIds;
    const idOf = (item) => String(goods.variantIds?.length ? item.variant_id : item.product_id);
    return items.filter((item) => !item.gift_card && !item.selling_plan_allocation?.selling_plan?.recurring_deliveries && (!ids || ids.includes(idOf(item))));
  }

  /** Why a code of a reward would do nothing in this cart, as far as that is known beforehand. On the page of a product it is that product that is wanted. */
  function obstacleIn(cart, { minimumSpendMinor, goods, ...reward }, { product, fits } = {}) {
    if (product && !cart.items.some(({ product_id: id }) => String(id) === product)) return said.addFirst;
    if (cart.item_count === 0) return said.emptyCart;
    const lines = entitled(cart, goods, fits);
    if (!lines.length) return said.noFit;
    // A minimum counts what the code is for, before discounts; amounts in another currency are for Shopify to compare.
    const spent = lines.reduce((sum, line) => sum + line.original_line_price, 0);
    const short = cart.currency === texts.currency ? minimumSpendMinor - Math.floor((spent * texts.unit) / 100) : 0;
    if (short > 0) return fill(goods ? said.moreOfIt : said.more, { amount: money(short, texts.currency) });
    if (reward.kind === "free_shipping" && cart.requires_shipping === false) return said.noShipping;
    if (clashes(cart, reward)) return said.noCombine;
  }

  /** Combining is for both sides to say. Of a foreign code only its class can be seen, and that of one on shipping not even there. */
  function clashes(cart, { id: own, rewardId, kind, combines }) {
    if (!combines) return false;
    const entered = (applications) => applications.some(({ type }) => type === "discount_code");
    // What is being prepared for the cart is as good as in it. A code has nothing against itself.
    const ours = shown().redemptions.filter(({ id, code, status }) => !(rewardId && id === own) && (coming(id) ? code || status === "preparing" : code && applies(cart, code)));
    const there = ours.map(classOf);
    if (entered(cart.cart_level_discount_applications)) there.push("order");
    if (entered(cart.items.flatMap((item) => item.line_level_discount_allocations.map((one) => one.discount_application)))) there.push("product");
    return there.some((name) => !combines.includes(name)) || ours.some((one) => one.combines && !one.combines.includes(classOf({ kind })));
  }

  /** Puts a code beside those of the cart. Where it would do nothing, or push another out, the cart stays as it was. */
  async function use(one, root, look) {
    const before = await readCart();
    const others = before.discount_codes.map(({ code }) => code).filter((code) => !same(code, one.code));
    const held = ({ discount_codes: codes }) => others.every((code) => !applies(before, code) || applies({ discount_codes: codes }, code));
    if (before.item_count > 0) {
      const after = await putCodes([...others, one.code]);
      if (applies(after, one.code) && held(after)) {
        tell(root, fill(said.applied, { reward: [one.title, valueOf(one)].filter(Boolean).join(" · ") }));
        await look();
        return shownByPage();
      }
      await putCodes(others);
    }
    const known = obstacleIn(before, one);
    const why = known ?? (others.some((code) => applies(before, code)) ? said.noCombine : said.noFit);
    tell(root, `${why} ${said.kept}`);
    // There it can be used later, or given back.
    const fold = living(root).querySelector("[data-perennial-codes]")?.closest("details.perennial-fold");
    if (fold) fold.open = true;
    await look();
    // Whoever presses next does not wait for it.
    if (!known) void doubt(one, root).catch(() => {});
  }

  /** Nobody knows why the cart refuses it: whether the shop took the code out is asked, and known within seconds. */
  async function doubt({ id }, root) {
    await post(`/redemptions/${id}/refused`);
    for (const wait of [1_000, 2_000, 4_000]) {
      await new Promise((later) => setTimeout(later, wait));
      const { redemption } = await call(`/redemptions/${id}`);
      if (redemption.takenOut) tell(root, said.takenOut);
      if (redemption.status !== "ready") return refresh(root);
    }
  }

  async function takeOut(one, look) {
    const codes = (await readCart()).discount_codes.map(({ code }) => code);
    if (!codes.some((code) => same(code, one.code))) return;
    await putCodes(codes.filter((code) => !same(code, one.code)));
    await look();
    shownByPage();
  }

  /** A cart's page whose theme does not show the change itself. */
  const shownByPage = () => { if (!window.Shopify?.actions?.updateCart && /\/cart\/?$/.test(location.pathname)) location.reload(); };

  /** A theme may paint a block anew with each change of the cart, as in a drawer: it knows what Liquid knew, and is told the rest. */
  function watch() {
    const roots = () => document.querySelectorAll("[data-perennial]");
    const seen = new WeakSet(roots());
    new MutationObserver(() => {
      for (const root of roots()) {
        if (seen.has(root)) continue;
        seen.add(root);
        repeat();
        void refresh(root);
      }
    }).observe(document.body, { childList: true, subtree: true });
  }

  watch();
  const ours = (cart) => shown().redemptions.flatMap(({ id, code }) => (code && applies(cart, code) ? [id] : []));
  const look = async () => { const cart = await readCart(); return { ours: ours(cart), clashes: (reward) => clashes(cart, reward), hinders: (one) => (cart.item_count ? obstacleIn(cart, one) : undefined) }; };
  return { use, takeOut, look, obstacle: async (reward, page) => obstacleIn(await readCart(), reward, page) };
};
