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
    const answer = await fetch(`${root}cart/add.js`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ id: fields.get("id"), quantity: Number(fields.get("quantity")) }) });
    if (!answer.ok) return form.submit();
    await answer.json();
    const cart = await (await fetch(`${root}cart.js`)).json();
    for (const count of document.querySelectorAll("[data-cart-count]")) count.textContent = cart.item_count;
    document.dispatchEvent(new CustomEvent("cart:changed", { detail: cart }));
    say(window.sandboxTheme.added);
  });
  function say(text) {
    document.querySelector(".note")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "note", textContent: text });
    note.setAttribute("role", "status");
    document.body.append(note);
    setTimeout(() => note.remove(), 3000);
  }
})();
