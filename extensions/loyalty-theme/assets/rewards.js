// Rewards and codes. Comes with the tools of perennial.js when a page that shows rewards was touched.
(() => {
  let texts, said, all, fill, points, day, money, element, say, call, post, refresh, priced, part;
  let shown;
  /** The redemption that may be given back, while it is asked. */
  let asked;

  async function read() {
    shown = await call("/rewards");
    paintRewards();
    for (const one of shown.redemptions) follow(one);
  }

  function paintRewards() {
    for (const reward of shown.rewards) {
      for (const item of all(`[data-perennial-reward="${reward.id}"]`)) reach(item, reward);
    }
    const focused = document.activeElement?.dataset?.perennialAct;
    for (const place of all("[data-perennial-codes]")) {
      const inside = place.contains(document.activeElement);
      place.replaceChildren(...codes(place));
      if (inside) (place.querySelector(`[data-perennial-act="${focused}"]`) ?? place.querySelector("button, summary"))?.focus();
    }
  }

  /** Which of the three is shown: the button, how far it is, or why not. */
  function reach(item, { refusal, missing, steps }) {
    const far = refusal === "not_enough_points";
    const show = (selector, visible) => { const node = item.querySelector(selector); if (node) node.hidden = !visible; return node; };
    if (!show("[data-perennial-reach]", refusal === null)) return;
    if (show("[data-perennial-far]", far)) {
      item.querySelector("[data-perennial-to-go]").textContent = fill(said.toGo, { points: points(missing) });
      item.querySelector(".perennial-progress__bar > span").style.inlineSize = `${Math.floor((shown.available * 100) / steps[0].points)}%`;
    }
    item.querySelector("[data-perennial-refused]").textContent = refusal && !far ? texts.refusals[refusal] ?? "" : "";
    const select = item.querySelector("select");
    if (!select) return;
    for (const option of select.options) option.disabled = option.value > shown.available;
    if (select.selectedOptions[0]?.disabled) select.selectedIndex = 0;
    priced(select);
  }

  const OPEN = ["ready", "preparing", "returning"];

  function codes(place) {
    const [open, over] = [true, false].map((is) => shown.redemptions.filter(({ status }) => OPEN.includes(status) === is));
    const list = (all) => element("ul", { class: "perennial-list", role: "list" }, all.map(codeRow));
    const fold = element("details", { class: "perennial-fold" }, [element("summary", { text: said.history }), list(over)]);
    fold.open = place.querySelector("details")?.open ?? false;
    return [open.length ? list(open) : element("p", { class: "perennial-quiet", text: over.length ? said.noOpen : said.noCodes }), ...(over.length ? [fold] : [])];
  }

  const withCart = () => part("cart", said.cartScript, { texts, fill, money, say: tell, nameOf: (one) => [one.title, valueOf(one)].filter(Boolean).join(" · "), shown: () => shown, call, post, refresh });

  /** What it takes off, where that is a figure and the title does not say so already. */
  function valueOf({ title, kind, minor, percent }) {
    const text = percent ? fill(said.percent, { percent }) : minor && kind !== "free_product" ? fill(said.off, { amount: money(minor, shown.currency) }) : "";
    return text === title ? "" : text;
  }

  function codeRow(one) {
    const { id, title, status, code, expiresOn, step, takenOut, order, restored } = one;
    const told = {
      ready: expiresOn && fill(said.by, { date: day(expiresOn) }), preparing: said.preparing, returning: takenOut ? said.takenOut : said.steps[step - 1], returned: said.returned,
      used: order ? fill(said.usedOrder, { order }) : said.used, lapsed: said.lapsed,
    }[status];
    const lines = [valueOf(one), told, restored > 0 && fill(said.restored, { points: points(restored) })].filter(Boolean);
    const more = [];
    if (code) more.push(element("code", { class: "perennial-code", text: code }));
    if (code || status === "preparing") more.push(asked === id ? question(one) : element("div", { class: "perennial-actions" }, [...(code ? [action("use", one), action("copy", one)] : []), action("back", one)]));
    return element("li", { class: "perennial-reward" }, [
      element("div", { class: "perennial-row" }, [
        element("span", { class: "perennial-row__main", text: title }, lines.map((text) => element("span", { class: "perennial-quiet", text }))), element("span", { class: "perennial-row__end", text: points(one.points) }),
      ]), ...more,
    ]);
  }

  const action = (name, { id, title }, text = said[name]) => element("button", { type: "button", class: name === "use" || name === "yes" ? "perennial-button perennial-button--small" : "perennial-why", "data-perennial-act": `${name} ${id}`, text }, [element("span", { class: "perennial-hidden", text: `: ${title}` })]);

  function question(one) {
    const ends = one.comingBack.map(({ on, points: n }) => fill(said.ends, { points: points(n), date: day(on) }));
    return element("div", { class: "perennial-ask", role: "group", "aria-label": said.back }, [
      element("p", { text: [fill(said.ask, { points: points(one.points) }), ...ends].join(" ") }),
      element("div", { class: "perennial-actions" }, [action("yes", one, said.back), action("keep", one)]),
    ]);
  }

  /** Redemptions whose code goes into the cart as soon as it is there, and where that was asked for. */
  const wanted = new Map();

  /** An answer to a press is brought before whoever pressed. */
  function tell(root, text) {
    const status = say(root, text);
    const { top, bottom } = status.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) status.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  const gives = ({ kind, points: cost, minor, percent, minimumSpendMinor }, reward) => !reward || (reward.kind === kind && reward.percent === percent && reward.minimumSpendMinor === minimumSpendMinor
    && reward.steps.some((step) => step.points === cost && step.minor === minor));

  async function redeem(button) {
    if (button.ariaDisabled === "true") return;
    const [root, item] = [button.closest("[data-perennial]"), button.closest("[data-perennial-reward]")];
    const rewardId = item.dataset.perennialReward;
    const cost = Number(item.querySelector("select")?.value ?? item.dataset.points);
    const into = "perennialUse" in button.dataset;
    button.ariaDisabled = "true";
    try {
      if (into && !shown) await read();
      const reward = into && shown.rewards.find(({ id }) => id === rewardId);
      // Who has such a code already uses it instead of paying twice; one from before the reward was changed is another.
      const own = into && shown.redemptions.find((one) => (one.code || one.status === "preparing") && one.rewardId === rewardId && one.points === cost && gives(one, reward));
      const stands = reward && !own && await (await withCart()).obstacle(reward);
      if (stands) throw new Error(`${stands} ${said.unspent}`);
      const redemption = own || (await post("/redeem", { rewardId, points: cost, surface: button.dataset.perennialRedeem })).redemption;
      if (into && !redemption.code) wanted.set(redemption.id, root);
      tell(root, !redemption.code ? said.preparing : own ? said.hasCode : said.ready);
      await refresh(root);
      if (into && redemption.code) await (await withCart()).use(redemption, root);
    } catch (error) {
      tell(root, error.message);
      await refresh(root);
    }
    button.ariaDisabled = null;
  }

  async function act(button) {
    const [name, id] = button.dataset.perennialAct.split(" ");
    const root = button.closest("[data-perennial]");
    const one = shown.redemptions.find((known) => known.id === id);
    say(root, "");
    try {
      if (name === "copy") {
        await navigator.clipboard.writeText(one.code);
        tell(root, said.copied);
      } else if (name === "use") await (await withCart()).use(one, root);
      else if (name === "yes") await giveBack(one, root);
      else {
        asked = name === "back" ? id : undefined;
        paintRewards();
        document.querySelector(`[data-perennial-act="${asked ? "yes" : "back"} ${id}"]`)?.focus();
      }
    } catch (error) {
      tell(root, error.message || texts.offline);
    }
  }

  async function giveBack(one, root) {
    const { redemption } = await post(`/redemptions/${one.id}/cancel`);
    asked = undefined;
    tell(root, redemption.status === "returned" ? said.returned : said.steps[redemption.step - 1]);
    await refresh(root);
    if (one.code) await (await withCart()).takeOut(one);
  }

  /** What is being prepared or on its way back finishes by itself: asked for ever more seldom. */
  const followed = new Set();
  function follow({ id, status }, wait = 1_000) {
    if (followed.has(id) || (status !== "preparing" && status !== "returning")) return;
    followed.add(id);
    setTimeout(async () => {
      const answer = await call(`/redemptions/${id}`).catch(() => null);
      followed.delete(id);
      const now = answer?.redemption ?? { id, status };
      if (now.status === status) return follow(now, Math.min(wait * 1.6, 60_000));
      for (const root of all("[data-perennial=member]")) say(root, now.status === "ready" ? said.ready : now.status === "returned" ? said.returned : "");
      const root = wanted.get(id) ?? document.querySelector("[data-perennial=member]");
      if (root) await refresh(root);
      if (now.code && wanted.delete(id)) await withCart().then((cart) => cart.use(now, root)).catch((error) => say(root, error.message));
    }, wait);
  }

  window.perennial.rewards = (tools) => {
    ({ texts, all, fill, points, day, money, element, say, call, post, refresh, priced, part } = tools);
    said = texts.rewards;
    return { read, redeem, act };
  };
})();
