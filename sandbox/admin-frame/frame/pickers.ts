import { openDialog } from "./dialogs";
import { element } from "./element";
import type { Settings } from "./settings";

interface Resource { id: string; title: string; displayName?: string; handle?: string; price?: string; status?: string; productsCount?: number; images?: { originalSrc: string }[]; image?: { originalSrc: string } | null; variants?: Resource[] }
interface Options { type: "product" | "variant" | "collection"; action?: "add" | "select"; multiple?: boolean | number; query?: string; filter?: { variants?: boolean; draft?: boolean; query?: string }; selectionIds?: { id: string; variants?: { id: string }[] }[] }

/** The resource picker: search, choose one or many, products with their variants. Null when it is closed without choosing. */
export async function openResourcePicker(settings: Settings, options: Options): Promise<Resource[] | null> {
  const load = async (query: string): Promise<Resource[]> => {
    const answer = await fetch(`${settings.store}/bridge/resources?${new URLSearchParams({ type: options.type, query })}`);
    const resources = await answer.json() as Resource[] & { error?: string };
    if (!answer.ok) throw new Error(resources.error);
    return options.filter?.draft === false ? resources.filter(({ status }) => status !== "DRAFT") : resources;
  };
  const all = await load(options.filter?.query ?? "");
  const withVariants = options.type === "product" && options.filter?.variants !== false;
  const chosen = new Map<string, Set<string>>((options.selectionIds ?? []).map(({ id, variants }) => [id, new Set(variants?.map((variant) => variant.id) ?? all.find((item) => item.id === id)?.variants?.map((variant) => variant.id))]));
  const answer = await pick({
    title: `${options.action === "select" ? "Select" : "Add"} ${options.type}s`, limit: limitOf(options.multiple), query: options.query ?? "", count: () => chosen.size, done: options.action === "select" ? "Select" : "Add",
    rows: (query) => all.filter((item) => matches(item, query)).flatMap((item) => [
      { id: item.id, label: item.displayName ?? item.title, detail: detailOf(item, settings), image: item.images?.[0]?.originalSrc ?? item.image?.originalSrc ?? null, nested: false, on: chosen.has(item.id), toggle: (on: boolean, single: boolean) => toggleItem(item, on, single) },
      ...(withVariants && (item.variants?.length ?? 0) > 1 ? item.variants!.map((variant) => ({ id: variant.id, label: variant.title, detail: detailOf(variant, settings), image: null, nested: true, on: chosen.get(item.id)?.has(variant.id) ?? false, toggle: (on: boolean) => toggleVariant(item, variant, on) })) : []),
    ]),
  });
  return answer ? [...chosen].flatMap(([id, variants]) => all.filter((item) => item.id === id).map((item) => (item.variants ? { ...item, variants: item.variants.filter((variant) => variants.has(variant.id)) } : item))) : null;

  function toggleItem(item: Resource, on: boolean, single: boolean): void {
    if (single) chosen.clear();
    if (on) chosen.set(item.id, new Set(item.variants?.map(({ id }) => id)));
    else chosen.delete(item.id);
  }
  function toggleVariant(item: Resource, variant: Resource, on: boolean): void {
    const variants = chosen.get(item.id) ?? new Set<string>();
    if (on) variants.add(variant.id);
    else variants.delete(variant.id);
    if (variants.size > 0) chosen.set(item.id, variants);
    else chosen.delete(item.id);
  }
}

interface PickerOptions { heading: string; multiple?: boolean | number; items: { id: string; heading: string; data?: (string | number)[]; disabled?: boolean; selected?: boolean; thumbnail?: { url: string } }[] }

/** `shopify.picker()`: the app's own list. */
export async function openPicker(options: PickerOptions): Promise<string[] | null> {
  const chosen = new Set(options.items.filter(({ selected }) => selected).map(({ id }) => id));
  const answer = await pick({
    title: options.heading, limit: limitOf(options.multiple), query: "", count: () => chosen.size, done: "Select",
    rows: (query) => options.items.filter(({ heading, disabled }) => !disabled && heading.toLowerCase().includes(query.toLowerCase())).map((item) => ({
      id: item.id, label: item.heading, detail: item.data?.join(" · ") ?? "", image: item.thumbnail?.url ?? null, nested: false, on: chosen.has(item.id),
      toggle: (on: boolean, single: boolean) => { if (single) chosen.clear(); if (on) chosen.add(item.id); else chosen.delete(item.id); },
    })),
  });
  return answer ? [...chosen] : null;
}

interface Row { id: string; label: string; detail: string; image: string | null; nested: boolean; on: boolean; toggle(on: boolean, single: boolean): void }
interface Pick { title: string; limit: number; query: string; done: string; count(): number; rows(query: string): Row[] }

function pick({ title, limit, query, done, count, rows }: Pick): Promise<boolean> {
  return new Promise((resolve) => {
    let agreed = false;
    const shell = openDialog(title, () => resolve(agreed));
    const search = element("input", { type: "search", value: query, placeholder: "Search", ariaLabel: "Search" });
    const list = element("ul", { className: "picker-list" });
    const [state, cancel, ok] = [element("span"), element("button", { type: "button", textContent: "Cancel" }), element("button", { type: "button", textContent: done, className: "primary" })];
    const paint = () => {
      const focused = (document.activeElement as HTMLElement | null)?.dataset.id;
      list.replaceChildren(...rows(search.value).map((row) => rowElement(row, limit, () => paint(), count)));
      if (focused) list.querySelector<HTMLInputElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
      if (list.childElementCount === 0) list.append(element("li", { className: "text", textContent: "Nothing found" }));
      state.textContent = `${count()} selected`;
    };
    search.addEventListener("input", paint);
    cancel.addEventListener("click", shell.close);
    ok.addEventListener("click", () => { agreed = true; shell.close(); });
    shell.body.append(element("div", { className: "picker-search" }, search), list);
    shell.foot.append(state, cancel, ok);
    paint();
    search.focus();
  });
}

function rowElement(row: Row, limit: number, changed: () => void, count: () => number): HTMLLIElement {
  const single = limit === 1;
  const box = element("input", { type: single && !row.nested ? "radio" : "checkbox", checked: row.on, disabled: !row.on && !single && count() >= limit });
  box.dataset.id = row.id;
  box.addEventListener("change", () => { row.toggle(box.checked, single); changed(); });
  const image = row.image ? [element("img", { src: row.image, alt: "" })] : [];
  return element("li", { className: row.nested ? "variant" : "" }, element("label", {}, box, ...image, row.label, element("small", { textContent: row.detail })));
}

function limitOf(multiple: boolean | number | undefined): number {
  return typeof multiple === "number" ? multiple : multiple ? Infinity : 1;
}

function detailOf({ price, productsCount, status }: Resource, { currency }: Settings): string {
  if (price) return `${price} ${currency}`;
  return productsCount === undefined ? (status === "DRAFT" ? "Draft" : "") : `${productsCount} products`;
}

function matches({ title, displayName, handle }: Resource, query: string): boolean {
  return [title, displayName, handle].some((text) => text?.toLowerCase().includes(query.toLowerCase()));
}
