// A member's codes, and how points become one. Comes with the tools of rewards.js when there are any, or when one is wanted.
window.perennial.codes = ({ texts, all, fill, points, day, money, element, sentence, post, refresh, living, read, follow, gives, wanted, use, tell, bring, look, withCart, valueOf, shown, hindered, inCart }) => {
  const said = texts.rewards;
  /** The redemption that may be given back, while it is asked. */
  let asked;

  function paint() {
    const focused = document.activeElement?.dataset?.perennialAct;
    for (const place of all("[data-perennial-codes]")) {
      const inside = place.contains(document.activeElement);
      place.replaceChildren(...codes(place));
      if (inside) (place.querySelector(`[data-perennial-act="${focused}"]`) ?? place.querySelector("button, summary"))?.focus();
    }
  }

  const OPEN = ["ready", "preparing", "returning"];

  function codes(place) {
    // First what is in the cart, then what goes there.
    const inLine = (one) => (inCart(one) ? 0 : one.code && !hindered(one) ? 1 : 2);
    const [open, over] = [true, false].map((is) => shown().redemptions.filter(({ status }) => OPEN.includes(status) === is));
    const list = (some) => element("ul", { class: "perennial-list", role: "list" }, some.map(codeRow));
    const fold = element("details", { class: "perennial-fold" }, [element("summary", { text: `${said.history} (${over.length})` }), list(over)]);
    fold.open = place.querySelector("details")?.open ?? false;
    return [open.length ? list(open.sort((one, other) => inLine(one) - inLine(other))) : element("p", { class: "perennial-quiet", text: said.noOpen }), ...(over.length ? [fold] : [])];
  }

  /** What it was made for, as the reward says it. */
  const terms = ({ goods, minimumSpendMinor: least, maximumShippingMinor: most }) => [
    goods && fill(goods.more ? said.goodsMore : said.goods, { goods: goods.titles.join(", "), count: goods.more }),
    least && fill(goods ? said.minimumOfIt : said.minimum, { amount: money(least, shown().currency) }), most !== null && fill(said.upTo, { amount: money(most, shown().currency) }),
  ];

  function codeRow(one) {
    const { id, title, status, code, expiresOn, onExpiry, step, takenOut, order, restored } = one;
    const told = {
      ready: expiresOn && fill(onExpiry === "lapse" ? said.byOrGone : said.by, { date: day(expiresOn) }), preparing: said.preparing, returning: takenOut ? said.takenOut : said.steps[step - 1], returned: said.returned,
      used: order ? fill(said.usedOrder, { order }) : said.used, lapsed: said.lapsed,
    }[status];
    const usable = code || status === "preparing";
    const lines = [valueOf(one), ...(usable ? terms(one) : []), code && hindered(one), told, restored > 0 && fill(said.restored, { points: points(restored) })].filter(Boolean);
    const more = [];
    if (inCart(one)) more.push(element("p", { class: "perennial-reward__used", text: said.inCart }));
    if (code) more.push(element("code", { class: "perennial-code", text: code }));
    if (usable) more.push(asked === id ? question(one) : element("div", { class: "perennial-actions" }, [...(code ? [action(inCart(one) ? "out" : "use", one), action("copy", one)] : []), action("back", one)]));
    return element("li", { class: "perennial-reward" }, [
      element("div", { class: "perennial-row" }, [
        element("span", { class: "perennial-row__main", text: title }, lines.map((text) => element("span", { class: "perennial-quiet", text }))), element("span", { class: "perennial-row__end", text: points(one.points) }),
      ]), ...more,
    ]);
  }

  const action = (name, one, text = said[name]) => element("button", { type: "button", class: (name === "use" && !hindered(one)) || name === "yes" ? "perennial-button perennial-button--small" : "perennial-why", "data-perennial-act": `${name} ${one.id}`, text }, [element("span", { class: "perennial-hidden", text: `: ${one.title}` })]);

  function question(one) {
    const ends = one.comingBack.map(({ on, points: n }) => fill(said.ends, { points: points(n), date: day(on) }));
    return element("div", { class: "perennial-ask", role: "group", "aria-label": said.back }, [
      element("p", { text: [fill(said.ask, { points: points(one.points) }), ...ends].join(" ") }),
      element("div", { class: "perennial-actions" }, [action("yes", one, said.back), action("keep", one)]),
    ]);
  }

  async function act(button) {
    if (button.matches("[data-perennial-redeem]")) return redeem(button);
    const [name, id] = button.dataset.perennialAct.split(" ");
    const root = button.closest("[data-perennial]");
    const one = shown().redemptions.find((known) => known.id === id);
    tell(root, "");
    try {
      if (name === "copy") {
        // Where the browser refuses, it stands there selected.
        window.getSelection().selectAllChildren(button.closest("li").querySelector("code"));
        await navigator.clipboard.writeText(one.code);
        tell(root, said.copied);
      } else if (name === "use") await (await withCart()).use(one, root, look);
      else if (name === "out") {
        await (await withCart()).takeOut(one, look);
        tell(root, said.outOfCart);
      } else if (name === "yes") await giveBack(one, root);
      else {
        asked = name === "back" ? id : undefined;
        paint();
        root.querySelector(`[data-perennial-act="${asked ? "yes" : "back"} ${id}"]`)?.focus();
      }
    } catch (error) {
      tell(root, sentence(error));
    }
  }

  async function giveBack(one, root) {
    const { redemption } = await post(`/redemptions/${one.id}/cancel`);
    asked = undefined;
    tell(root, redemption.status === "returned" ? said.returned : said.steps[redemption.step - 1]);
    await refresh(root);
    if (one.code) await (await withCart()).takeOut(one, look);
  }

  /** One wish after the other: what the first brought into the cart has a say in the second. */
  let turn = Promise.resolve();
  function redeem(button) {
    if (button.dataset.busy) return;
    button.dataset.busy = button.ariaDisabled = "true";
    return (turn = turn.then(() => redeemed(button)));
  }

  async function redeemed(button) {
    const [root, item] = [button.closest("[data-perennial]"), button.closest("[data-perennial-reward]")];
    const rewardId = item.dataset.perennialReward;
    const cost = Number(item.querySelector("select")?.value ?? item.dataset.points);
    const into = "perennialUse" in button.dataset;
    try {
      if (into && !shown()) await read();
      const reward = into && shown().rewards.find(({ id }) => id === rewardId);
      // Who has such a code already uses it instead of paying twice; one from before the reward was changed is another.
      const own = into && shown().redemptions.find((one) => (one.code || one.status === "preparing") && one.rewardId === rewardId && one.points === cost && gives(one, reward));
      const stands = reward && !own && await (await withCart()).obstacle(reward, { product: root.dataset.product, fits: item.dataset.fits?.split(" ") });
      if (stands) throw new Error(`${stands} ${said.unspent}`);
      const redemption = own || (await post("/redeem", { rewardId, points: cost, surface: button.dataset.perennialRedeem })).redemption;
      if (into && !redemption.code) {
        wanted.set(redemption.id, root);
        follow(redemption);
      }
      tell(root, !redemption.code ? said.preparing : own ? said.hasCode : said.ready);
      await refresh(root);
      if (!redemption.code) return;
      if (into) await use(redemption, root);
      else show(redemption, root);
    } catch (error) {
      tell(root, sentence(error));
      await refresh(root);
    } finally {
      delete button.dataset.busy;
      const note = item.querySelector("[data-perennial-clash]");
      button.ariaDisabled = !note || note.hidden ? null : "true";
    }
  }

  /** Brings whoever has just redeemed to their code. */
  function show({ id }, root) {
    const button = living(root).querySelector(`[data-perennial-act$=" ${id}"]`);
    if (!button) return;
    bring(button.closest("li"));
    button.focus({ preventScroll: true });
  }

  return { paint, act };
};
