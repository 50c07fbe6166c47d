import { type Look, make, put, slot } from "./host-element";

const banner: Look = (host) => {
  const heading = make("strong");
  const close = make("button", { type: "button", class: "close", "aria-label": "Dismiss", onclick: (event: Event) => { event.stopPropagation(); host.emit("dismiss", { properties: { hidden: true } }); host.changed(); } }, "✕");
  const bar = make("div", { class: "banner" }, make("div", { class: "grow" }, heading, slot()), close);
  host.shadow.append(bar);
  return () => {
    heading.textContent = host.word("heading");
    heading.hidden = heading.textContent === "";
    close.hidden = !host.isSet("dismissible");
    put(host, "hidden", host.isSet("hidden"));
    bar.className = `banner tone-${host.word("tone") || "auto"}`;
    put(host, "role", host.word("tone") === "critical" ? "alert" : "status");
  };
};

const spinner: Look = (host) => {
  const circle = make("span", { class: "spinner", role: "status" });
  host.shadow.append(circle);
  return () => {
    put(circle, "aria-label", host.word("accessibilityLabel") || "Loading");
    host.dataset.size = host.word("size");
  };
};

const skeleton: Look = (host) => {
  const words = make("span");
  host.setAttribute("aria-hidden", "true");
  host.shadow.append(make("span", { class: "skeleton" }, words));
  return () => { words.textContent = host.word("content") || "Text that is on its way here"; };
};

const progress: Look = (host) => {
  const bar = make("progress");
  host.shadow.append(bar);
  return () => {
    bar.max = Number(host.given.max) || 1;
    if (host.word("value") === "") bar.removeAttribute("value");
    else bar.value = Number(host.given.value) || 0;
    put(bar, "aria-label", host.word("accessibilityLabel"));
    bar.className = `tone-${host.word("tone") || "auto"}`;
  };
};

const details: Look = (host) => {
  const box = make("details", {}, slot("summary"), slot());
  const summary = make("summary", {}, slot("s-summary"));
  box.replaceChildren(summary, slot());
  host.shadow.append(box);
  const adopt = () => host.querySelectorAll(":scope > s-summary").forEach((child) => { if (child.slot !== "s-summary") child.slot = "s-summary"; });
  new MutationObserver(adopt).observe(host, { childList: true });
  box.addEventListener("toggle", () => {
    const event = { newState: box.open ? "open" : "closed", oldState: box.open ? "closed" : "open" };
    if (host.isSet("open") === box.open && host.given.open !== undefined) return;
    host.emit("toggle", { properties: { open: box.open }, event });
    host.emit("aftertoggle", { event });
  });
  let begun = false;
  return () => {
    adopt();
    if (host.given.open !== undefined) box.open = host.isSet("open");
    else if (!begun) box.open = host.isSet("defaultOpen");
    begun = true;
  };
};

const clipboard: Look = (host) => {
  put(host, "hidden", true);
  host.runCommand = (command) => {
    if (!["--copy", "--auto"].includes(command)) return;
    const copied = navigator.clipboard ? navigator.clipboard.writeText(host.word("text")) : Promise.reject(new Error("no clipboard"));
    copied.then(() => host.emit("copy"), () => host.emit("copyerror"));
  };
};

export const feedbackLooks: Record<string, Look> = {
  "s-banner": banner, "s-announcement": banner, "s-spinner": spinner, "s-skeleton-paragraph": skeleton, "s-progress": progress, "s-details": details, "s-summary": (host) => { host.shadow.append(slot()); }, "s-clipboard-item": clipboard,
};
