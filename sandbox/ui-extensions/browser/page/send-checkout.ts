import type { HostPage } from "../../protocol";

/**
 * Sends the checkout's own form as a press on “Apply” does, and takes over what the answer shows: the parts of the page that
 * are named by `data-part`, each in its place, so that fields a shopper is filling in and running extensions stay.
 * @throws when the page has no checkout or the answer is none
 */
export async function sendCheckout(fields: Record<string, string>): Promise<HostPage> {
  const form = document.querySelector<HTMLFormElement>("form[data-checkout]");
  if (!form) throw new Error("this page has no checkout to change");
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  for (const name of ["code", "remove_code"]) body.delete(name);
  for (const [name, value] of Object.entries({ intent: "apply", ...fields })) body.set(name, value);
  const answer = new DOMParser().parseFromString(await (await fetch(form.action, { method: "POST", body })).text(), "text/html");
  const fresh = answer.getElementById("extension-page");
  if (!fresh) throw new Error("the checkout did not answer with itself");
  for (const part of document.querySelectorAll<HTMLElement>("[data-part]")) {
    const now = answer.querySelector(`[data-part="${CSS.escape(part.dataset.part!)}"]`);
    if (now) part.replaceChildren(...document.importNode(now, true).childNodes);
  }
  return JSON.parse(fresh.textContent!) as HostPage;
}
