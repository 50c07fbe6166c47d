import type { AttributeChange, ChangeResult, DiscountCodeChange, ExtensionRun, HostCalls, HostPage, Report } from "../../protocol";
import { sendCheckout } from "./send-checkout";
import { addressOf } from "./addresses";
import { showToast } from "./toast";

interface Context { page: HostPage; run: ExtensionRun; report(report: Report): void; renewed(page: HostPage): void }

/** What a worker may ask of the page that hosts it. */
export function hostCalls(context: Context): HostCalls {
  const { page, run, report } = context;
  const storage = `extension ${page.shop.myshopifyDomain} ${run.handle} `;
  return {
    report, sessionToken: () => sessionToken(page), toast: async (content) => showToast(content),
    changeDiscountCode: (change) => inTurn(() => changeDiscountCode(context, change)), changeAttribute: (change) => inTurn(() => changeAttribute(context, change)),
    readStorage: async (key) => JSON.parse(localStorage.getItem(storage + key) ?? "null") as unknown,
    writeStorage: async (key, value) => localStorage.setItem(storage + key, JSON.stringify(value)),
    deleteStorage: async (key) => localStorage.removeItem(storage + key),
    navigate: async (url) => {
      const to = addressOf(page, url, run.handle);
      if (/^extension:\/(?!\/)/.test(url) && run.target === "customer-account.page.render") history.pushState(null, "", to);
      else location.assign(to);
    },
  };
}

let last: Promise<unknown> = Promise.resolve();

/** Changes of a checkout go one after the other: each is a form sent and answered with the page as it is then. */
function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const result = last.then(change);
  last = result.catch(() => undefined);
  return result;
}

async function sessionToken({ root }: HostPage): Promise<string> {
  const answer = await fetch(`${root}/ui-extensions/session-token`, { method: "POST" });
  if (!answer.ok) throw new Error(`the session token was refused with status ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

async function changeDiscountCode(context: Context, { type, code }: DiscountCodeChange): Promise<ChangeResult> {
  if (!canChangeDiscounts(context.page)) return { type: "error", message: "Discount codes can't be changed in this checkout." };
  const adding = type === "addDiscountCode";
  const fresh = await sendCheckout(adding ? { code } : { remove_code: code });
  const refused = adding ? fresh.refusedCodes.find((one) => one.code.toLowerCase() === code.trim().toLowerCase()) : undefined;
  // A code that does not apply is not left behind in the checkout.
  context.renewed(refused ? await sendCheckout({ remove_code: refused.code }) : fresh);
  return refused ? { type: "error", message: refused.message } : { type: "success" };
}

function canChangeDiscounts({ signals }: HostPage): boolean {
  const instructions = signals.find(([path]) => path === "instructions")?.[1] as { discounts: { canUpdateDiscountCodes: boolean } } | undefined;
  return instructions?.discounts.canUpdateDiscountCodes ?? false;
}

async function changeAttribute({ page, renewed }: Context, change: AttributeChange): Promise<ChangeResult> {
  const answer = await fetch(`${page.root}/ui-extensions/attributes`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ key: change.key, value: change.type === "updateAttribute" ? change.value : null }),
  });
  if (!answer.ok) return { type: "error", message: ((await answer.json()) as { error: string }).error };
  renewed(await sendCheckout({}));
  return { type: "success" };
}
