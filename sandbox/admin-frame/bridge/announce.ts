/** Tells listeners of an element after the running code: React adds its listeners right after it opened the element. */
export async function announce(element: HTMLElement, type: "show" | "hide"): Promise<void> {
  await Promise.resolve();
  element.dispatchEvent(new Event(type));
}
