import type { Host } from "./host";
import type { Navigation } from "./navigation";

/** What the frame draws of `ui-title-bar` and of the menu elements; `index` names the element when it is clicked. */
interface Action { index: number; label: string; variant: string; tone: string; disabled: boolean; loading: boolean; group: string }

const BARS = "ui-title-bar, ui-nav-menu, s-app-nav";

/** Shows the page's title bar and menu in the frame and passes clicks there back to their elements. */
export function createBars(host: Host, navigation: Navigation): { attach(): void } {
  let planned = false;
  let sent = "";
  const titleBar = () => [...document.querySelectorAll("ui-title-bar")].find((bar) => !bar.closest("ui-modal")) ?? null;
  const actions = () => [...(titleBar()?.querySelectorAll<HTMLElement>("button, a") ?? [])];
  const links = () => [...document.querySelectorAll<HTMLElement>("ui-nav-menu a, s-app-nav a, s-app-nav s-link")];

  function report(): void {
    planned = false;
    const bars = { title: titleBar()?.getAttribute("title") ?? null, actions: actions().map(actionOf), menu: links().map(linkOf) };
    const text = JSON.stringify(bars);
    if (text !== sent) host.send("bars", bars);
    sent = text;
  }
  const plan = () => { if (!planned) { planned = true; queueMicrotask(report); } };

  host.on("title-action", ({ index }: { index: number }) => actions()[index]?.click());
  host.on("menu-click", ({ index }: { index: number }) => { const link = links()[index]; if (link) navigation.go(link); });

  return {
    attach: () => {
      if (window.parent !== window.top) return;
      sent = "";
      new MutationObserver((changes) => { if (changes.some(touchesBars)) plan(); }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      plan();
    },
  };
}

function touchesBars({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  const element = target instanceof Element ? target : target.parentElement;
  if (element?.closest(BARS)) return true;
  return [...addedNodes, ...removedNodes].some((node) => node instanceof Element && (node.matches(BARS) || node.querySelector(BARS) !== null));
}

function actionOf(element: HTMLElement, index: number): Action {
  const on = (name: string) => element.hasAttribute(name) && element.getAttribute(name) !== "false";
  return {
    index, label: element.textContent?.trim() ?? "", variant: element.getAttribute("variant") ?? "", tone: element.getAttribute("tone") ?? "",
    disabled: on("disabled"), loading: on("loading"), group: element.closest("section")?.getAttribute("label") ?? "",
  };
}

function linkOf(element: HTMLElement, index: number) {
  return { index, href: element.getAttribute("href") ?? "", label: element.textContent?.trim() ?? "", home: element.getAttribute("rel") === "home" };
}
