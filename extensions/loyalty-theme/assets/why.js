// Why an order brought what it brought. Comes with the tools of perennial.js when somebody asks.
window.perennial.why = ({ texts, fill, points, day, money, times, element, sentence, call }) => {

  /** Values of a rule as words: money of `minor` and `currency`, a rate, a day, a multiplier. */
  function spoken({ minor, currency, points: each, date, multiplier, ...rest }) {
    const amount = currency && money(minor, currency);
    return { ...rest, amount, date: date && day(date), multiplier: multiplier && times(multiplier), rate: each && fill(texts.rate, { points: points(each), amount }) };
  }

  /** The sentences of all rules are a file of their own: most pages are never asked why. */
  let rules;
  const readRules = () => (rules ??= fetch(texts.rules).then((answer) => answer.json()).catch((error) => { rules = null; throw error; }));

  async function why(button) {
    const below = button.parentElement;
    const known = below.nextElementSibling;
    if (button.dataset.busy) return;
    if (known && !known.dataset.failed) {
      known.hidden = !known.hidden;
      return button.setAttribute("aria-expanded", String(!known.hidden));
    }
    const list = element("ul", { class: "perennial-reasons", role: "list" });
    button.dataset.busy = "true";
    try {
      const [answer, sentenceOf] = await Promise.all([call(`/orders/${encodeURIComponent(button.dataset.perennialWhy)}/why`), readRules()]);
      const sentences = answer.reasons.map(({ rule, values }) => fill(sentenceOf[rule], spoken(values))).filter(Boolean);
      list.append(...[...new Set(sentences)].map((text) => element("li", { text })));
    } catch (error) {
      list.dataset.failed = "true";
      list.append(element("li", { text: sentence(error) }));
    }
    known?.remove();
    below.after(list);
    button.setAttribute("aria-expanded", "true");
    delete button.dataset.busy;
  }

  return why;
};
