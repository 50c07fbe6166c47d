// Comes with the first touch of a block (see snippets/touch.liquid): what Liquid painted gets the manners of a dialog, live figures, and
// the parts that do more. Text reaches the page as textContent only.
(async () => {
  const own = document.currentScript;
  const all = (selector) => document.querySelectorAll(selector);
  const json = (answer) => answer.json();
  const said = await own.said.then(json).catch(() => fetch(document.querySelector("[data-said]").dataset.said).then(json)).catch(() => own.onerror());
  if (!said) return;
  delete document.body.dataset.perennialOff;
  const texts = {};
  const learn = () => {
    const page = Object.assign({}, ...[...all("[data-perennial-texts]")].map((node) => JSON.parse(node.textContent)));
    // Without rewards in the page nothing is to be said of them.
    return Object.assign(texts, said, page, { rewards: page.rewards && { ...said.rewards, ...page.rewards } });
  };
  const { language } = learn();
  const { touch, last } = own;
  const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  // Numbers, days and plurals follow the language of the texts; the page may be in one we have none for.
  const grouped = (digits, group) => digits.replace(/\B(?=(\d{3})+$)/g, group);
  const number = (n) => grouped(String(n).replace("-", "−"), texts.group);
  const points = (n) => fill(new Intl.PluralRules(language).select(n) === "one" ? texts.one : texts.other, { n: number(n) });
  const day = (iso) => new Date(iso.slice(0, 10)).toLocaleDateString(language, { month: "short", day: "numeric", timeZone: "UTC", year: iso.startsWith(new Date().getFullYear()) ? undefined : "numeric" });
  /** "40 seconds", "3 minutes", "5 hours": rounded up. */
  const lasting = (seconds) => {
    const [unit, size] = seconds < 91 ? ["second", 1] : seconds < 5_400 ? ["minute", 60] : ["hour", 3_600];
    return Math.ceil(seconds / size).toLocaleString(language, { style: "unit", unit, unitDisplay: "long" });
  };
  const times = (multiplier) => String(multiplier).replace(".", texts.decimal);

  // Separators of a shop's format, by what its placeholder is called: thousands, decimals.
  const SEPARATORS = { comma: ".,", apostrophe: "'.", period: " .", space: " ," };

  /** Money as the shop writes it and as snippets/amount.liquid does: whole units without decimals, but three decimals stay. */
  function money(minor, currency) {
    const own = currency === texts.currency;
    const unit = own ? texts.unit : 10 ** new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
    const whole = String(Math.floor(minor / unit));
    const rest = minor % unit || unit > 100 ? String((minor % unit) + unit).slice(1) : "";
    if (!own || !texts.money) return `${grouped(whole, texts.group)}${minor % unit ? texts.decimal + rest : ""} ${currency}`;
    return texts.money.replace(/\{\{\s*(\w+)\s*\}\}/, (_all, name) => {
      const [group, decimal] = SEPARATORS[/comma|apostrophe|period|space/.exec(name)] ?? ",.";
      return grouped(whole, group) + (rest && !name.includes("no_decimals") ? decimal + rest : "");
    });
  }

  function element(tag, { text, ...attributes } = {}, children = []) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  }

  /** Blocks that cannot be told apart but by their order, as one for the same cart in its page and in a drawer. */
  const alike = (root) => [...all("[data-perennial]")].filter(({ className, dataset }) => className === root.className && dataset.product === root.dataset.product);
  /** A block in its new place, where its theme painted it anew. */
  const living = (root) => {
    const [first, ...others] = root.isConnected ? [root] : alike(root);
    return others[root.place - 1] ?? first ?? root;
  };

  const statusOf = (root) => living(root).querySelector("[data-perennial-status]");
  function say(root, text) {
    const status = statusOf(root);
    if (status) status.textContent = text;
    return status;
  }

  /** What a browser says of what went wrong is not for shoppers; our own errors are plain ones. */
  const sentence = (error) => (error.name === "Error" ? error.message : texts.offline);

  // ---- buyer API
  // One key for what is asked for: a second press, or a try after a broken connection, is the same request until it was decided.
  const keys = {};

  async function call(path, options) {
    let answer;
    // Where the app answers: as a block says, then as the program says. Elsewhere the shop answers with a page.
    for (const base of new Set([...all("[data-api]")].flatMap(({ dataset }) => dataset.api.split(" ")))) {
      answer = await fetch(base + path, { cache: "no-store", ...options, headers: { accept: "application/json", ...options?.headers } });
      if (answer.headers.get("content-type")?.includes("application/json")) break;
    }
    const value = await json(answer);
    if (answer.status < 429) delete keys[path + options?.body];
    if (answer.ok) return value;
    throw new Error(answer.status === 429 ? fill(texts.slow, { time: lasting(Number(answer.headers.get("retry-after")) || 60) }) : texts.refusals?.[value.error?.code] ?? texts.offline);
  }

  async function post(path, content = {}) {
    const body = JSON.stringify(content);
    const key = (keys[path + body] ??= "00000000-0000-4000-8000-000000000000".replace(/0/g, () => (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16)));
    return call(path, { method: "POST", body, headers: { "content-type": "application/json", "idempotency-key": key } });
  }

  async function refresh(root) {
    const member = root.dataset.perennial === "member";
    /** What was answered to a press stays. */
    const aside = (text) => { if (member && ["", texts.stale].includes(statusOf(root)?.textContent)) say(root, text); };
    try {
      // On their way while the app is asked.
      if (member) void withFigures().catch(() => {});
      const state = await call("/me");
      if (state.state === "member") {
        (await withFigures())(state);
        if (texts.rewards) await (await withRewards()).read();
      }
      aside(state.state === "guest" ? texts.signIn : "");
    } catch {
      aside(texts.stale);
    }
  }

  // ---- parts that not every page asks for: files of their own, with the same tools
  const parts = {};
  const part = (name, src, more) => (parts[name] ??= new Promise((resolve, reject) => {
    const script = element("script", { src });
    script.onload = () => resolve(window.perennial[name]({ ...tools, ...more }));
    script.onerror = (e) => { delete parts[name]; reject(e); };
    document.head.append(script);
  }));
  const withRewards = () => part("rewards", texts.rewards.script);
  const withFigures = () => part("figures", texts.figures);

  /** A press, carried out by the part it belongs to. */
  async function press(button) {
    const root = button.closest("[data-perennial]");
    root.place = alike(root).indexOf(root);
    try {
      if (button.matches("[data-perennial-join]")) await (await part("join", texts.joinScript))(button);
      else if (button.matches("[data-perennial-why]")) await (await part("why", texts.whyScript))(button);
      else await (await withRewards()).act(button);
    } catch (error) {
      say(root, sentence(error));
    }
  }

  // ---- the panel as a dialog
  function opened(details) {
    const panel = details.querySelector("[role=dialog]");
    panel.ariaModal = details.open ? "true" : null;
    if (!details.open) return;
    panel.focus();
    void refresh(details);
  }

  function typed(e) {
    const details = document.querySelector(".perennial-launcher[open]");
    if (!details || e.defaultPrevented) return;
    if (e.key === "Escape") {
      details.open = false;
      details.querySelector("summary").focus();
    }
    if (e.key !== "Tab") return;
    const stops = [...details.querySelectorAll("summary, a[href], select, button:not([hidden])")].filter((stop) => stop.checkVisibility?.() ?? true);
    if (e.shiftKey) stops.reverse();
    if (details.contains(document.activeElement) && document.activeElement !== stops.at(-1)) return;
    e.preventDefault();
    stops[0].focus();
  }

  /** What is unfolded: the panel, or what is not known yet. */
  function toggled(details) {
    if (details.matches(".perennial-launcher")) opened(details);
    else if (details.matches(".perennial-fold[open]") && !parts.rewards) void refresh(details.closest("[data-perennial]"));
  }

  // ---- points of the chosen variant
  function variants() {
    for (const root of all("[data-variants]")) {
      let around = root, field;
      while (around && !(field = around.querySelector('form[action*="/cart/add"] [name=id]'))) around = around.parentElement;
      const earned = field && new RegExp(`\\b${new FormData(field.form).get("id")}:(\\d+)`).exec(root.dataset.variants)?.[1];
      if (!earned) continue;
      root.hidden = earned === "0";
      root.querySelector("[data-perennial-earned]").textContent = points(Number(earned));
    }
  }

  /** The price follows the chosen step. */
  const priced = (select) => { select.closest("[data-perennial-reward]").querySelector(".perennial-row__end").textContent = points(Number(select.value)); };

  const tools = { texts, all, fill, number, points, day, money, times, element, say, sentence, living, call, post, refresh, priced, part, withFigures, withRewards };

  // ---- events
  function handle(e) {
    const target = e.target;
    // A block that came after the page may bring what others do not say.
    if (!texts.rewards) learn();
    if (e.type === "toggle") return toggled(target);
    if (target.matches?.("[data-perennial-steps]")) return priced(target);
    if (e.type === "change") return [0, 400].forEach((wait) => setTimeout(variants, wait));
    if (e.type !== "click") return;
    const button = target.closest("[data-perennial-join], [data-perennial-why], [data-perennial-redeem], [data-perennial-act]");
    if (button) return void press(button);
    const open = document.querySelector(".perennial-launcher[open]");
    if (open && !open.contains(target)) open.open = false;
  }
  for (const type of ["click", "toggle", "change"]) document.addEventListener(type, handle, true);
  document.addEventListener("keydown", typed);
  if (touch) handle(touch);
  // A button pressed, or a step chosen, while the script was on its way.
  if (last?.type === "click") handle(last);
  for (const select of all("[data-perennial-steps]")) priced(select);
  // The click that unfolded something woke this script; its toggle happened while the script was on its way.
  if (touch?.type !== "toggle") all(".perennial-launcher[open], .perennial-fold[open]").forEach(toggled);
})();
