// Rewards, and what is known of a member's codes. Comes with the tools of perennial.js.
window.perennial.rewards = ({ texts, all, fill, points, money, element, say, sentence, call, refresh, priced, part }) => {
  const said = texts.rewards;
  const members = () => all("[data-perennial=member]");
  let shown;
  /** Ids of redemptions whose codes do something in the cart. */
  let inCart = [];
  /** Why a code would do nothing in the cart, by the id of its redemption. */
  let hindered = {};

  async function read() {
    shown = await call("/rewards");
    await paint();
    for (const one of shown.redemptions) follow(one);
    if (inCart.length || wanted.size || shown.redemptions.some(({ code }) => code) || document.querySelector("[data-perennial-clash]:not([hidden])")) await look();
  }

  /** Looks into the cart again: what is there is no offer any more. */
  const look = () => looked().catch(() => {});

  async function looked() {
    const { ours, clashes, hinders } = await (await withCart()).look();
    inCart = ours;
    hindered = Object.fromEntries(shown.redemptions.filter(({ id, code }) => code && !ours.includes(id)).map((one) => [one.id, hinders(one)]));
    for (const reward of shown.rewards) {
      for (const note of all(`[data-perennial-reward="${reward.id}"] [data-perennial-clash]`)) {
        note.hidden = isUsed(reward) || !clashes(reward);
        const button = note.closest("li").querySelector("[data-perennial-redeem]");
        if (!button.dataset.busy) button.ariaDisabled = note.hidden ? null : "true";
      }
    }
    await paint();
  }

  const isUsed = (reward) => shown.redemptions.some((one) => one.rewardId === reward.id && inCart.includes(one.id) && gives(one, reward));

  async function paint() {
    for (const reward of shown.rewards) {
      for (const item of all(`[data-perennial-reward="${reward.id}"]`)) reach(item, reward);
    }
    const ready = shown.redemptions.filter(({ code }) => code).length;
    for (const node of all("[data-perennial-count]")) {
      node.textContent = ready ? `(${ready})` : "";
      if (shown.redemptions.length) node.closest("details").hidden = false;
    }
    if (shown.redemptions.length) return (await withCodes()).paint();
    for (const place of all("[data-perennial-codes]")) place.replaceChildren(element("p", { class: "perennial-quiet", text: said.noCodes }));
  }

  /** Which of the four is shown: the button, how far it is, why not, or that it is in the cart. */
  function reach(item, reward) {
    const { refusal, missing, steps } = reward;
    const used = isUsed(reward);
    const far = refusal === "not_enough_points" && !used;
    const show = (selector, visible) => { const node = item.querySelector(selector); if (node) node.hidden = !visible; return node; };
    show("[data-perennial-used]", used);
    // What is in the cart is not offered beside it, as before any script.
    if (!show("[data-perennial-reach]", refusal === null && !used)) return;
    if (steps.length === 1) reprice(item, steps[0].points);
    if (show("[data-perennial-far]", far)) {
      item.querySelector("[data-perennial-to-go]").textContent = fill(said.toGo, { points: points(missing) });
      item.querySelector(".perennial-progress__bar > span").style.inlineSize = `${Math.floor((shown.available * 100) / steps[0].points)}%`;
    }
    item.querySelector("[data-perennial-refused]").textContent = refusal && !far && !used ? texts.refusals[refusal] ?? "" : "";
    const select = item.querySelector("select");
    if (!select) return;
    for (const option of select.options) option.disabled = option.value > shown.available;
    if (select.selectedOptions[0]?.disabled) select.selectedIndex = 0;
    priced(select);
  }

  /** The merchant may have changed the price since the page was painted: what is asked for next is what stands there. */
  function reprice(item, cost) {
    if (!item.dataset.points || Number(item.dataset.points) === cost) return;
    const [old, now] = [item.querySelector(".perennial-row__end"), points(cost)];
    for (const node of item.querySelector("[data-perennial-redeem]").childNodes) if (node.nodeType === 3) node.data = node.data.replace(old.textContent.trim(), now);
    old.textContent = now;
    item.dataset.points = cost;
  }

  const withCart = () => part("cart", said.cartScript, more);
  const withCodes = () => part("codes", said.codesScript, more);

  /** What it takes off, where that is a figure and the title does not say so already. */
  function valueOf({ title, kind, minor, percent }) {
    const text = percent ? fill(said.percent, { percent }) : minor && kind !== "free_product" ? fill(said.off, { amount: money(minor, shown.currency) }) : "";
    return title.includes(text) ? "" : text;
  }

  /** Redemptions whose code goes into the cart as soon as it is there, and where it was asked for. */
  const wanted = new Map();

  const bring = (node) => node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion)").matches ? "auto" : "smooth" });

  /** What was answered last, and where. */
  let told;
  /** An answer to a press is brought before whoever pressed. */
  function tell(root, text) {
    told = { root, text };
    const status = say(root, text);
    const { top, bottom } = status.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) bring(status);
  }

  /** Says it once more in its new place. */
  function repeat() {
    if (told?.root.isConnected === false) told = void say(told.root, told.text);
  }

  /** Whether a code gives what the reward gives by now. */
  const gives = (one, reward) => !reward || (["kind", "percent", "minimumSpendMinor"].every((name) => one[name] === reward[name]) && reward.steps.some((step) => step.points === one.points && step.minor === one.minor));

  const use = async (one, root) => (await withCart()).use(one, root, look);

  /** A press on a reward or a code. */
  const act = async (button) => (await withCodes()).act(button);

  const more = { read, follow, gives, wanted, use, tell, repeat, bring, look, withCart, valueOf, shown: () => shown, coming: (id) => wanted.has(id), hindered: ({ id }) => hindered[id], inCart: ({ id }) => inCart.includes(id) };

  /** What is being prepared or on its way back finishes by itself: asked for ever more seldom. */
  const followed = new Set();
  function follow({ id, status }, wait = 1_000) {
    if (followed.has(id) || (status !== "preparing" && status !== "returning")) return;
    followed.add(id);
    setTimeout(async () => {
      const { redemption: now } = await call(`/redemptions/${id}`).catch(() => ({ redemption: { id, status } }));
      followed.delete(id);
      if (now.status === status) return follow(now, Math.min(wait * 1.6, 60_000));
      for (const root of members()) say(root, said[now.status] ?? "");
      const root = wanted.get(id) ?? members()[0];
      if (root) await refresh(root);
      // Given back meanwhile, it is wanted no more.
      if (wanted.delete(id) && now.code) await use(now, root).catch((error) => say(root, sentence(error)));
    }, wait);
  }

  // A page that the back button brings again, or that another stood before, shows what was: codes may be used by now.
  const again = () => { if (shown) void refresh(members()[0]); };
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const root of members()) say(root, "");
    told = undefined;
    again();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  // The theme put codes in or took some out.
  document.addEventListener("shopify:cart:discount-update", ({ promise }) => { if (shown) promise?.then(look, () => {}); });
  return { read, act };
};
