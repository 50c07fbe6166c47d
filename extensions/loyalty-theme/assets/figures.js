// Live figures of a member. Comes with the tools of perennial.js, and changes only what Liquid painted otherwise.
window.perennial.figures = ({ texts, all, fill, number, points, day, money, times, element }) => {

  function paint({ card, program, activity }) {
    for (const node of changed("available", card.available)) {
      const strong = element("strong", { class: "perennial-balance__number", text: number(card.available) });
      const [before, after] = points(card.available).split(number(card.available));
      node.replaceChildren(before ?? "", strong, after ?? "");
      const minor = program.worth ? Math.floor((card.available * program.worth.minor) / program.worth.points) : 0;
      if (minor > 0) node.append(" ", element("span", { class: "perennial-balance__worth", text: fill(texts.worth, { amount: money(minor, program.rate.currency) }) }));
    }
    for (const node of all(".perennial-launcher[data-perennial=member] .perennial-launcher__label, [data-perennial-have]")) node.textContent = points(card.available);
    for (const list of changed("facts", card.version)) list.replaceChildren(...facts(card));
    paintTier(card, program);
    for (const list of all("[data-perennial-activity]")) if (activity.length > 0) list.replaceChildren(...activity.map(event));
  }

  /** What is on its way, what expires, what is owed. */
  function facts({ pending, nextRelease, expiringSoon, owed }) {
    const fact = (kind, text, values) => element("li", { class: `perennial-fact ${kind}` }, [element("span", { text: fill(text, values) })]);
    const on = (when) => ({ points: points(when.points), date: day(when.on) });
    const made = [];
    if (pending > 0) {
      const text = !nextRelease ? texts.pending : nextRelease.points === pending ? texts.pendingOn : texts.pendingPart;
      made.push(fact("perennial-fact--when", text, { ...(nextRelease && { ...on(nextRelease), part: number(nextRelease.points) }), points: points(pending) }));
    }
    if (expiringSoon) made.push(fact("perennial-fact--when perennial-fact--soon", texts.expiring, on(expiringSoon)));
    if (owed > 0) made.push(fact("perennial-fact--owed", texts.owed, { points: points(owed) }));
    return made;
  }

  function paintTier({ tier, progress, nextReward }, program) {
    for (const node of changed("tier", tier.handle)) {
      const more = element("span", { class: "perennial-badge__more", text: fill(texts.multiplier, { multiplier: times(tier.multiplier) }) });
      node.replaceChildren(element("span", { text: tier.name }), ...(tier.multiplier === "1" ? [] : [more]));
    }
    for (const step of all("[data-perennial-step]")) {
      const current = step.dataset.perennialStep === tier.handle;
      step.classList.toggle("is-current", current);
      step.ariaCurrent = current ? "true" : null;
    }
    for (const node of changed("progress", progress ? `${progress.next.handle}:${progress.spentMinor}` : "")) {
      const short = "perennialShort" in node.dataset;
      node.replaceChildren(...(progress ? bar(progress, short) : [element("p", { class: "perennial-progress__text", text: fill(texts.highest, { tier: tier.name }) })]));
    }
    if (nextReward?.missing > 0) return sayNext(fill(texts.nextReward, { points: points(nextReward.missing), reward: nextReward.title }));
    const multiplier = program.tiers.find(({ handle }) => handle === progress?.next.handle)?.multiplier ?? "1";
    sayNext(progress ? fill(multiplier > 1 ? texts.spendMore : texts.spend, { ...toGo(progress), multiplier: times(multiplier) }) : "");
  }

  const sayNext = (text) => { for (const node of all("[data-perennial-next]")) node.replaceChildren(...rich(text)); };
  const toGo = ({ next, spentMinor, thresholdMinor, currency }) => ({ amount: money(Math.max(0, thresholdMinor - spentMinor), currency), tier: next.name });

  function bar(progress, short) {
    const { next, spentMinor, thresholdMinor, currency } = progress;
    const percent = Math.min(100, Math.floor((spentMinor * 100) / thresholdMinor));
    const of = element("span", { class: "perennial-quiet", text: fill(texts.of, { amount: money(spentMinor, currency), goal: money(thresholdMinor, currency) }) });
    return [
      element("div", { class: "perennial-progress__bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": percent, "aria-label": fill(texts.progress, { tier: next.name }) }, [element("span", { style: `inline-size:${percent}%` })]),
      element("p", { class: "perennial-progress__text" }, short ? [of] : [element("span", {}, rich(fill(texts.missing, toGo(progress)))), of]),
    ];
  }

  /** Nodes whose painted value is another one; they are marked with the new value. */
  function changed(name, value) {
    const attribute = `data-perennial-${name}`;
    const nodes = [...all(`[${attribute}]`)].filter((node) => node.getAttribute(attribute) !== String(value));
    for (const node of nodes) node.setAttribute(attribute, value);
    return nodes;
  }

  /** Our own texts may hold <b>; it becomes an element without the text ever being read as HTML. */
  const rich = (text) => text.split(/<\/?b>/).map((part, i) => (i % 2 ? element("b", { text: part }) : part));

  function event({ on, points: change, reason, values = {}, order, orderId }) {
    const below = element("span", { class: "perennial-quiet perennial-row__below" }, [element("span", { text: day(on) })]);
    const main = element("span", { class: "perennial-row__main", text: fill(texts.reasons[reason] ?? texts.reasons.other, { order, ...values }) }, [
      ...(values.message ? [element("span", { class: "perennial-quiet", text: values.message })] : []), below,
    ]);
    if (orderId) below.append(element("button", { type: "button", class: "perennial-why", "data-perennial-why": orderId, "aria-expanded": "false", text: texts.why }));
    return element("li", { class: "perennial-row" }, [
      main, element("span", { class: `perennial-row__end${change > 0 ? " is-plus" : ""}`, text: (change > 0 ? "+" : "") + number(change) }),
    ]);
  }

  return paint;
};
