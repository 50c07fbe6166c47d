import type { HostPage } from "../../protocol";
import { addressOf } from "../page/addresses";

/** Where an extension's link leads in this page. Script addresses never get here: the receiver refuses them. */
export function linkAddress(href: string, host: HTMLElement): string {
  const page = JSON.parse(document.getElementById("extension-page")!.textContent!) as HostPage;
  return addressOf(page, href, host.closest<HTMLElement>("[data-extension]")?.dataset.extension ?? "");
}
