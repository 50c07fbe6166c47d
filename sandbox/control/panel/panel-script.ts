/**
 * The panel's one script. A form or button with `data-api="POST /api/…"` sends its fields as JSON and shows the answer; parts
 * with `data-live` are fetched again every few seconds while nobody types in them.
 */
export const panelScript = `
const toast = document.getElementById("toast");
let hide;
function say(text, bad) { toast.textContent = text; toast.className = bad ? "bad" : ""; toast.hidden = false; clearTimeout(hide); hide = setTimeout(() => { toast.hidden = true; }, bad ? 9000 : 3000); }
function minorOf(text, digits) {
  const match = /^(\\d+)(?:[.](\\d+))?$/.exec(text.trim());
  if (!match || (match[2] || "").length > digits) throw new Error("amount " + text + ": expected a number with at most " + digits + " decimals");
  return Number(match[1] + (match[2] || "").padEnd(digits, "0"));
}
function put(target, path, value) {
  const parts = path.match(/[^.[\\]]+/g);
  parts.forEach((part, index) => {
    if (index === parts.length - 1) target[part] = value;
    else target = target[part] ??= /^\\d+$/.test(parts[index + 1]) ? [] : {};
  });
}
function bodyOf(form) {
  const body = JSON.parse(form.dataset.body || "{}");
  for (const field of form.elements) {
    if (!field.name || (field.value === "" && field.type !== "checkbox")) continue;
    const type = field.dataset.type;
    if (field.type === "checkbox") { if (field.checked) put(body, field.name, true); }
    else if (type === "number") { if (Number(field.value) !== 0 || field.dataset.zero) put(body, field.name, Number(field.value)); }
    else if (type === "money") put(body, field.name, minorOf(field.value, Number(field.dataset.digits)));
    else if (type === "list") put(body, field.name, field.value.split(",").map((item) => item.trim()).filter(Boolean));
    else put(body, field.name, field.value);
  }
  for (const name of ["lines", "add", "return", "set"]) {
    if (!Array.isArray(body[name])) continue;
    body[name] = body[name].filter((entry) => entry && entry.quantity !== undefined && (entry.variantId || entry.lineId));
    if (body[name].length === 0) delete body[name];
  }
  return body;
}
async function send(source, body) {
  const [method, path] = source.dataset.api.split(" ");
  if (source.dataset.confirm && !confirm(source.dataset.confirm)) return;
  const button = source.matches("form") ? source.querySelector("button") : source;
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const json = await answer.json();
    if (!answer.ok) return say(json.error, true);
    if (source.dataset.go) { location.href = source.dataset.go.replace("{id}", json.id); return; }
    await refresh(true);
    say(source.dataset.done || "Done");
  } catch (error) { say(error.message, true); } finally { button.removeAttribute("aria-busy"); }
}
async function refresh(whole) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const part of document.querySelectorAll(whole ? "main, [data-live]" : "[data-live]")) {
    const fresh = part.matches("main") ? page.querySelector("main") : page.getElementById(part.id);
    const busy = !whole && part.contains(document.activeElement) && document.activeElement.matches("input, select");
    if (fresh && !busy && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
  }
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.api) return;
  event.preventDefault();
  try { void send(form, bodyOf(form)); } catch (error) { say(error.message, true); }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-api]");
  if (button) void send(button, JSON.parse(button.dataset.body || "{}"));
});
document.addEventListener("input", (event) => {
  const shown = event.target.closest("label")?.querySelector("output");
  if (shown) shown.textContent = Math.round(Number(event.target.value) * 100) + " %";
});
setInterval(() => { if (!document.hidden) refresh(false).catch(() => {}); }, 2500);
`;
