import { createConnection } from "./connection";
import { confirmDialog } from "./dialogs";
import { createEmbeddedMenu } from "./embedded-menu";
import { createSaveBar } from "./save-bar";
import { openPicker, openResourcePicker } from "./pickers";
import { createToasts } from "./toasts";
import type { Settings } from "./settings";

const settings = JSON.parse(document.getElementById("frame-settings")!.textContent!) as Settings;
const iframe = document.getElementById("app") as HTMLIFrameElement | null;

const menuButton = document.getElementById("menu-button")!;
menuButton.addEventListener("click", () => {
  const open = document.getElementById("menu")!.classList.toggle("open");
  menuButton.setAttribute("aria-expanded", String(open));
});
if (iframe) runEmbedded(iframe);

/** Serves the embedded app: everything its pages ask the admin for by message. */
function runEmbedded(frame: HTMLIFrameElement): void {
  const connection = createConnection(frame, new URL(settings.appUrl).origin);
  const saveBar = createSaveBar(connection);
  createToasts(connection);
  createEmbeddedMenu(connection, settings, saveBar);
  const api = async (path: string, body?: object) => {
    const answer = await fetch(`${settings.store}/bridge/${path}`, body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {});
    const json = await answer.json() as { error?: string };
    if (!answer.ok) throw new Error(json.error ?? `the admin answered ${answer.status}`);
    return json;
  };
  connection.answer("id-token", async () => ((await api("id-token", {})) as { token?: string }).token);
  connection.answer("user", () => api("user"));
  connection.answer("extensions", () => api("extensions"));
  connection.answer("resource-picker", (options) => openResourcePicker(settings, options));
  connection.answer("picker", openPicker);
  connection.answer("confirm-leave", () => saveBar.confirmLeave());
  connection.answer("scopes", async ({ action, scopes }: { action: string; scopes?: string[] }) => {
    if (action !== "request") return api("scopes", { action, scopes });
    const agreed = await confirmDialog({ title: `${settings.appName} needs more access`, text: `The app asks for: ${scopes!.join(", ")}`, yes: "Update access", no: "Cancel" });
    const detail = await api("scopes", agreed ? { action, scopes } : { action: "query" });
    return { result: agreed ? "granted-all" : "declined-all", detail };
  });
  connection.on("leave", ({ url }: { url: string }) => void saveBar.confirmLeave().then((leaves) => { if (leaves) location.assign(url); }));
  connection.on("loading", ({ isLoading }: { isLoading: boolean }) => { document.getElementById("loading")!.hidden = !isLoading; });
  connection.on("modal", ({ open, variant }: { open: boolean; variant?: string }) => {
    document.body.classList.toggle("is-dim", open);
    document.body.classList.toggle("is-max", open && variant === "max");
    for (const id of ["top-bar", "menu", "title-bar"]) document.getElementById(id)!.inert = open;
  });
}
