import { type HostElement, type Look, make, put, slot } from "./host-element";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
let fields = 0;

/** Label, field and error as every field has them; the error is read out with the field. */
function framed(host: HostElement, field: Field, ...around: (Node | string)[]): () => void {
  const id = `field-${++fields}`;
  const label = make("label", { for: id });
  const error = make("span", { class: "error", id: `${id}-error` });
  field.id = id;
  host.shadow.append(make("div", { class: "field" }, label, make("div", { class: "input" }, ...around, field, slot("accessory")), error));
  return () => {
    label.textContent = host.word("label");
    label.hidden = label.textContent === "";
    label.classList.toggle("only-read", host.word("labelAccessibilityVisibility") === "exclusive");
    error.textContent = host.word("error");
    error.hidden = error.textContent === "";
    put(field, "aria-invalid", host.word("error") ? "true" : "");
    put(field, "aria-describedby", host.word("error") ? error.id : "");
    put(field, "name", host.word("name"));
    put(field, "autocomplete", host.word("autocomplete"));
    field.disabled = host.isSet("disabled");
    field.required = host.isSet("required");
  };
}

/** Writes a value given by the extension; what the shopper typed meanwhile is only replaced by another value. */
function follow(host: HostElement, field: Field): () => void {
  let given: string | null = null;
  return () => {
    const value = host.given.value === undefined ? (given === null ? host.word("defaultValue") : null) : host.word("value");
    if (value === null || value === given) return;
    given = value;
    if (field.value !== value) field.value = value;
  };
}

function listen(host: HostElement, field: Field): void {
  field.addEventListener("input", (event) => { event.stopPropagation(); host.emit("input", { properties: { value: field.value } }); });
  field.addEventListener("change", (event) => { event.stopPropagation(); host.emit("change", { properties: { value: field.value } }); });
  field.addEventListener("focus", () => host.emit("focus"));
  field.addEventListener("blur", () => host.emit("blur"));
}

function textField(type: string, more: Record<string, string> = {}): Look {
  return (host) => {
    const input = make("input", { type, ...more });
    const prefix = make("span", { class: "affix" });
    const suffix = make("span", { class: "affix" });
    const frame = framed(host, input, prefix);
    input.after(suffix);
    const value = follow(host, input);
    listen(host, input);
    return () => {
      frame();
      for (const [name, attribute] of [["placeholder", "placeholder"], ["maxLength", "maxlength"], ["minLength", "minlength"], ["max", "max"], ["min", "min"], ["step", "step"], ["inputMode", "inputmode"]] as const) put(input, attribute, host.word(name) || more[attribute] || "");
      input.readOnly = host.isSet("readOnly");
      prefix.textContent = host.word("prefix");
      suffix.textContent = host.word("suffix");
      value();
    };
  };
}

const textArea: Look = (host) => {
  const area = make("textarea");
  const frame = framed(host, area);
  const value = follow(host, area);
  listen(host, area);
  return () => {
    frame();
    area.rows = Number(host.given.rows) || 3;
    area.readOnly = host.isSet("readOnly");
    value();
  };
};

/** Options are elements of the extension; the list follows them. */
const select: Look = (host) => {
  const list = make("select");
  const frame = framed(host, list);
  listen(host, list);
  const fill = () => {
    const placeholder = host.word("placeholder");
    const options = [...host.querySelectorAll<HostElement>("s-option")].map((option) => {
      const text = option.textContent ?? "";
      return Object.assign(make("option", { value: option.word("value") || text }, text), { disabled: option.isSet("disabled"), selected: option.isSet("selected") || option.isSet("defaultSelected") });
    });
    list.replaceChildren(...(placeholder ? [make("option", { value: "" }, placeholder)] : []), ...options);
    if (host.given.value !== undefined) list.value = host.word("value");
  };
  new MutationObserver(() => host.changed()).observe(host, { childList: true, subtree: true, characterData: true });
  return () => {
    frame();
    fill();
  };
};

function checkable(kind: "checkbox" | "switch"): Look {
  return (host) => {
    const input = make("input", { type: "checkbox", class: kind, ...(kind === "switch" ? { role: "switch" } : {}) });
    const words = make("span");
    const error = make("span", { class: "error" });
    host.shadow.append(make("label", { class: "check" }, input, words, slot()), error);
    let begun = false;
    input.addEventListener("change", (event) => {
      event.stopPropagation();
      const detail = { properties: { checked: input.checked } };
      host.emit("input", detail);
      host.emit("change", detail);
    });
    input.addEventListener("focus", () => host.emit("focus"));
    input.addEventListener("blur", () => host.emit("blur"));
    return () => {
      words.textContent = host.word("label");
      error.textContent = host.word("error");
      error.hidden = error.textContent === "";
      put(input, "aria-label", host.word("accessibilityLabel"));
      put(input, "aria-invalid", host.word("error") ? "true" : "");
      input.disabled = host.isSet("disabled");
      if (host.given.checked !== undefined) input.checked = host.isSet("checked");
      else if (!begun) input.checked = host.isSet("defaultChecked");
      begun = true;
    };
  };
}

export const fieldLooks: Record<string, Look> = {
  "s-text-field": textField("text"), "s-email-field": textField("email"), "s-phone-field": textField("tel"), "s-url-field": textField("url"), "s-password-field": textField("password"), "s-date-field": textField("date"), "s-date-picker": textField("date"),
  "s-number-field": textField("number"), "s-money-field": textField("text", { inputmode: "decimal" }), "s-consent-phone-field": textField("tel"), "s-text-area": textArea, "s-select": select, "s-option": () => undefined,
  "s-checkbox": checkable("checkbox"), "s-consent-checkbox": checkable("checkbox"), "s-switch": checkable("switch"),
};
