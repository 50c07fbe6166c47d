import type { Connection } from "./connection";
import { element } from "./element";
import type { SaveBar } from "./save-bar";
import type { Settings } from "./settings";

interface Bars {
  title: string | null;
  actions: { index: number; label: string; variant: string; tone: string; disabled: boolean; loading: boolean; group: string }[];
  menu: { index: number; href: string; label: string; home: boolean }[];
}

/** The app's own menu in the admin's, its title bar, and the admin's address following the page. */
export function createEmbeddedMenu(connection: Connection, settings: Settings, saveBar: SaveBar): void {
  const app = `${settings.store}/apps/${settings.apiKey}`;
  const menu = document.getElementById("app-menu")!;
  let items: Bars["menu"] = [];

  connection.on("bars", (bars: Bars, fromMain) => {
    if (!fromMain) return;
    items = bars.menu;
    paintTitle(connection, bars);
    menu.replaceChildren(...items.filter((item) => !item.home).map((item) => menuLink(item)));
    markCurrent();
  });
  connection.on("location", ({ path, title }: { path: string; title: string }, fromMain) => {
    if (!fromMain) return;
    history.replaceState(null, "", `${app}${path === "/" ? "" : path}`);
    if (title) document.title = `${title} · ${settings.shop}`;
    markCurrent();
  });
  document.getElementById("app-link")!.addEventListener("click", (event) => {
    const home = items.find((item) => item.home);
    if (home) follow(event, home);
  });
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#menu > a:not(#app-link):not([target]), .mark")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      void saveBar.confirmLeave().then((leaves) => { if (leaves) location.assign(link.href); });
    });
  }

  function menuLink(item: Bars["menu"][number]): HTMLAnchorElement {
    const link = element("a", { href: `${app}${item.href}`, textContent: item.label });
    link.addEventListener("click", (event) => follow(event, item));
    return link;
  }

  function follow(event: MouseEvent, item: Bars["menu"][number]): void {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    document.getElementById("menu")!.classList.remove("open");
    void saveBar.confirmLeave().then((leaves) => { if (leaves) connection.send("menu-click", { index: item.index }); });
  }

  /** The entry whose path is the longest beginning of where the page is. */
  function markCurrent(): void {
    const here = location.pathname;
    const links = [...menu.querySelectorAll("a")];
    const fits = links.filter(({ pathname }) => here === pathname || here.startsWith(`${pathname}/`)).sort((a, b) => b.pathname.length - a.pathname.length);
    for (const link of links) link.ariaCurrent = link === fits[0] ? "page" : null;
  }
}

function paintTitle(connection: Connection, { title, actions }: Bars): void {
  document.getElementById("title")!.textContent = title ?? "";
  document.getElementById("title-actions")!.replaceChildren(...actions.map((action) => {
    const button = element("button", { type: "button", textContent: action.label, disabled: action.disabled || action.loading, className: action.tone === "critical" ? "critical" : action.variant });
    button.addEventListener("click", () => connection.send("title-action", { index: action.index }));
    return button;
  }));
}
