import { HostElement, type Look, make, put, slot } from "./host-element";

let lists = 0;

/** A list of radio buttons, or of checkboxes when several may be chosen. Its choices are elements of the extension. */
const choiceList: Look = (host) => {
  const legend = make("legend");
  const error = make("p", { class: "error" });
  host.shadow.append(make("fieldset", {}, legend, slot(), error));
  host.dataset.list = `choices-${++lists}`;
  new MutationObserver(() => host.changed()).observe(host, { childList: true, subtree: true });
  host.addEventListener("choice", (event) => choose(host, event.target as HostElement, (event as CustomEvent<boolean>).detail));
  return () => {
    legend.textContent = host.word("label");
    legend.hidden = legend.textContent === "";
    legend.classList.toggle("only-read", host.word("labelAccessibilityVisibility") === "exclusive");
    error.textContent = host.word("error");
    error.hidden = error.textContent === "";
    for (const choice of choicesOf(host)) choice.changed();
  };
};

function choicesOf(host: HTMLElement): HostElement[] {
  return [...host.querySelectorAll<HTMLElement>("s-choice")].filter((choice): choice is HostElement => choice instanceof HostElement);
}

function choose(host: HostElement, chosen: HostElement, on: boolean): void {
  const multiple = host.isSet("multiple");
  for (const choice of choicesOf(host)) if (choice === chosen || !multiple) choice.given.selected = choice === chosen ? on : false;
  const values = choicesOf(host).filter((choice) => choice.isSet("selected")).map((choice) => choice.word("value"));
  const detail = { properties: { values } };
  host.emit("input", detail);
  host.emit("change", detail);
  host.changed();
}

const choice: Look = (host) => {
  const input = make("input", { type: "radio" });
  host.shadow.append(make("label", { class: "check" }, input, make("span", {}, slot(), make("span", { class: "details" }, slot("details")))), make("div", { class: "details" }, slot("secondary-content"), slot("selected-content")));
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    host.dispatchEvent(new CustomEvent("choice", { detail: input.checked, bubbles: true }));
  });
  // Radio buttons in different shadows are no group of the browser's: arrows are taken care of here.
  input.addEventListener("keydown", (event) => moveBy(host, event));
  return () => {
    const list = host.closest<HostElement>("s-choice-list");
    const given = list?.given.values as string[] | undefined;
    const value = host.word("value");
    if (given) host.given.selected = given.includes(value);
    else if (host.given.selected === undefined) host.given.selected = host.isSet("defaultSelected");
    input.type = list?.isSet("multiple") ? "checkbox" : "radio";
    input.checked = host.isSet("selected");
    input.disabled = host.isSet("disabled") || Boolean(list?.isSet("disabled"));
    put(input, "aria-label", host.word("accessibilityLabel"));
  };
};

function moveBy(host: HostElement, event: KeyboardEvent): void {
  const list = host.closest<HostElement>("s-choice-list");
  const step = ["ArrowDown", "ArrowRight"].includes(event.key) ? 1 : ["ArrowUp", "ArrowLeft"].includes(event.key) ? -1 : 0;
  if (!list || step === 0 || list.isSet("multiple")) return;
  event.preventDefault();
  const all = choicesOf(list).filter((candidate) => !candidate.isSet("disabled"));
  const next = all[(all.indexOf(host) + step + all.length) % all.length]!;
  next.focus();
  next.dispatchEvent(new CustomEvent("choice", { detail: true, bubbles: true }));
}

export const choiceLooks: Record<string, Look> = { "s-choice-list": choiceList, "s-choice": choice };
