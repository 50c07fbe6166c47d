import { type HostElement, type Look, make, put, slot } from "./host-element";

/** A dialog over the page: the browser's own, with its focus trap and Escape. */
function dialog(kind: "modal" | "sheet"): Look {
  return (host) => {
    const heading = make("h2", { id: "heading" });
    const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: (event: Event) => { event.stopPropagation(); box.close(); } }, "✕");
    const box = make("dialog", { class: kind }, make("div", { class: "dialog-head" }, heading, close), make("div", { class: "dialog-body" }, slot()), make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action")));
    host.shadow.append(box);
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    box.addEventListener("close", () => { host.emit("hide"); host.emit("afterhide"); });
    host.runCommand = (command) => {
      const open = command === "--show" || ((command === "--toggle" || command === "--auto") && !box.open);
      if (open && !box.open) {
        host.emit("show");
        box.showModal();
        host.emit("aftershow");
      } else if (!open && command !== "--show" && box.open) box.close();
    };
    return () => {
      heading.textContent = host.word("heading");
      put(box, "aria-label", host.word("accessibilityLabel") || host.word("heading"));
      box.dataset.size = host.word("size");
      if (kind === "sheet" && host.isSet("defaultOpen") && !box.open) host.runCommand("--show");
    };
  };
}

/** A small surface beside the button that opens it; goes away by Escape or a press elsewhere. */
function popover(role: "group" | "menu" | "tooltip"): Look {
  return (host) => {
    const box = make("div", { class: `popover ${role}`, role, popover: role === "tooltip" ? "manual" : "auto" }, slot());
    host.shadow.append(box);
    box.addEventListener("toggle", (event) => {
      const open = (event as ToggleEvent).newState === "open";
      host.emit(open ? "show" : "hide");
      host.emit(open ? "aftershow" : "afterhide");
    });
    host.runCommand = (command) => {
      const open = box.matches(":popover-open");
      if (!open && command !== "--hide") showBeside(host, box);
      else if (open && command !== "--show") box.hidePopover();
    };
    return () => put(box, "aria-label", host.word("accessibilityLabel"));
  };
}

function showBeside(host: HostElement, box: HTMLElement): void {
  const opener = host.extensionRoot.querySelector(`[data-opens="${CSS.escape(host.id)}"]`) ?? openerOf(host);
  box.showPopover();
  const at = opener?.getBoundingClientRect();
  if (!at) return;
  const size = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${at.bottom + 6 + size.height > innerHeight ? Math.max(8, at.top - size.height - 6) : at.bottom + 6}px`;
}

function openerOf(host: HostElement): Element | undefined {
  return [...host.extensionRoot.querySelectorAll<HostElement>("s-button, s-link, s-clickable, s-icon")].find((element) => [element.word?.("commandFor"), element.word?.("interestFor")].includes(host.id));
}

export const overlayLooks: Record<string, Look> = { "s-modal": dialog("modal"), "s-sheet": dialog("sheet"), "s-popover": popover("group"), "s-menu": popover("menu"), "s-tooltip": popover("tooltip") };
