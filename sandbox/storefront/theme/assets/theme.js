// The theme works without this; it keeps the shopper on the product page when something is put into the cart.
(() => {
  const root = window.Shopify.routes.root;
  for (const radio of document.querySelectorAll("[data-price-text]")) {
    radio.addEventListener("change", () => {
      document.querySelector("[data-price]").textContent = radio.dataset.priceText;
      const url = new URL(location.href);
      url.searchParams.set("variant", radio.value);
      history.replaceState(null, "", url);
    });
  }
  document.querySelector("form[data-add]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const answer = await change("add", { id: fields.get("id"), quantity: Number(fields.get("quantity")) });
    if (!answer.ok) return form.submit();
    paint(await answer.json());
    const cart = await (await fetch(`${root}cart.js`)).json();
    for (const count of document.querySelectorAll("[data-cart-count]")) count.textContent = cart.item_count;
    document.dispatchEvent(new CustomEvent("cart:changed", { detail: cart }));
    if (drawer) drawer.showModal();
    else say(window.sandboxTheme.added);
  });
  // The drawer, where the page has one: its section comes with every change of the cart and is painted anew.
  const drawer = document.querySelector("[data-drawer]");
  function change(what, body) {
    const sections = drawer ? { sections: "cart-drawer" } : {};
    return fetch(`${root}cart/${what}.js`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...body, ...sections }) });
  }
  function paint(cart) {
    const markup = cart.sections?.["cart-drawer"];
    if (markup) drawer.replaceChildren(...new window.DOMParser().parseFromString(markup, "text/html").body.childNodes);
    return cart;
  }
  drawer?.addEventListener("click", async ({ target }) => {
    const { remove } = target.dataset;
    if (!remove) return;
    const cart = paint(await (await change("change", { id: remove, quantity: 0 })).json());
    for (const count of document.querySelectorAll("[data-cart-count]")) count.textContent = cart.item_count;
  });
  // Shopify's standard event and action: what an app does to the codes shows here without reloading the page.
  async function updateCart({ discountCodes, ...others }, target = document) {
    if (Object.keys(others).length > 0 || !Array.isArray(discountCodes)) throw new Error(`updateCart ${Object.keys(others)}: expected discountCodes alone in this theme`);
    const asked = change("update", { discount: discountCodes.join(",") })
      .then(async (answer) => (answer.ok ? { cart: cartOf(paint(await answer.json())) } : Promise.reject(new Error((await answer.json()).description))));
    const event = (type, fields) => target.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), fields));
    event("shopify:cart:discount-update", { discountCodes: discountCodes.map((code) => ({ code })), promise: asked });
    try {
      const result = await asked;
      await refreshTotals();
      return result;
    } catch (error) {
      event("shopify:cart:error", { error: error.message });
      throw error;
    }
  }
  function cartOf(cart) {
    const money = (amount) => ({ amount: String(amount / 100), currencyCode: cart.currency });
    return { totalQuantity: cart.item_count, discountCodes: cart.discount_codes, cost: { subtotalAmount: money(cart.items_subtotal_price), totalAmount: money(cart.total_price) } };
  }
  async function refreshTotals() {
    if (!document.querySelector("main [data-totals]")) return;
    const page = new window.DOMParser().parseFromString(await (await fetch(`${root}cart`)).text(), "text/html");
    for (const part of ["[data-totals]", "[data-codes]", ".cart-lines ul"]) document.querySelector(`main ${part}`)?.replaceChildren(...(page.querySelector(part)?.childNodes ?? []));
  }
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-discount]");
    if (!form) return;
    event.preventDefault();
    const shown = [...document.querySelectorAll("[data-code]")].map(({ dataset }) => dataset.code);
    const codes = event.submitter?.name === "discount" ? event.submitter.value.split(",") : [...shown, form.elements.discount.value];
    await updateCart({ discountCodes: codes.map((code) => code.trim()).filter(Boolean) }, form).then(() => form.reset(), () => form.submit());
  });
  window.Shopify.actions = { ...window.Shopify.actions, updateCart: (payload) => updateCart(payload) };
  function say(text) {
    document.querySelector(".note")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "note", textContent: text });
    note.setAttribute("role", "status");
    document.body.append(note);
    setTimeout(() => note.remove(), 3000);
  }
})();
