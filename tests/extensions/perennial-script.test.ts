// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from "vitest";
import { themeFile } from "./theme";

const SCRIPT = themeFile("assets/perennial.js");
const LISTENER = /<script[^>]*>([\s\S]*?)<\/script>/.exec(themeFile("snippets/touch.liquid"))![1]!;
const TEXTS = themeFile("assets/texts.en.json");
const { offline: OFFLINE, stale: STALE, signIn: SIGN_IN } = JSON.parse(TEXTS) as Record<"offline" | "stale" | "signIn", string>;

type Loaded = HTMLScriptElement & { said: Promise<Response>; touch?: unknown };
interface Tools { say(root: Element, text: string): void; refresh(root: Element): Promise<void> }
const shop = window as unknown as { perennial?: Record<string, unknown> & Loaded };
let leave: () => void;
afterEach(() => leave());

/** Nothing of a page hears what happens in the next one. */
function leaving(): () => void {
  const heard = [window, document].map((target) => ({ target, added: vi.spyOn(target, "addEventListener") }));
  return () => {
    for (const { target, added } of heard) for (const [type, listener, capture] of added.mock.calls) target.removeEventListener(type, listener, capture);
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    delete shop.perennial;
    delete document.body.dataset.perennialOff;
  };
}

const aBlock = (product: string) => `<div class="perennial perennial-cart" data-perennial="member" data-product="${product}"><button data-perennial-redeem>Redeem</button><p data-perennial-status></p></div>`;
const parsed = (markup: string) => new DOMParser().parseFromString(markup, "text/html").body.childNodes;
const running = (script: Element | null) => Object.defineProperty(document, "currentScript", { configurable: true, value: script });

/** A page with the listener that waits for the first touch. @param answers what the file of texts comes to, and then the app, one after the other */
function aPage(...answers: (() => Response | Promise<Response>)[]) {
  leave = leaving();
  document.body.replaceChildren(...parsed(`${aBlock("5")}${aBlock("6")}<script type="application/json" data-perennial-texts>{ "rewards": { "script": "/rewards.js" } }</script><script data-src="/perennial.js" data-said="/texts.en.json"></script>`));
  const fetched = vi.fn(async () => answers.shift()!());
  vi.stubGlobal("fetch", fetched);
  const scripts: Loaded[] = [];
  vi.spyOn(document.head, "append").mockImplementation((script) => void scripts.push(script as Loaded));
  running(document.querySelector("[data-src]"));
  window.eval(LISTENER);
  /** The script that was asked for arrives. */
  const arrives = async (script: Loaded) => {
    running(script);
    await (window.eval(SCRIPT) as Promise<void> | undefined);
    await new Promise((later) => setTimeout(later));
  };
  const press = (product: string) => document.querySelector<HTMLElement>(`[data-product="${product}"] button`)!.click();
  return { scripts, fetched, arrives, press };
}
const texts = () => new Response(TEXTS);
const broken = () => { throw new TypeError("Failed to fetch"); };
const noFile = () => new Response("<html>");
const off = () => document.body.dataset.perennialOff !== undefined;

/** The part for rewards, which is asked for by a press, comes and does this. */
async function does(script: Loaded, redeem: (button: Element, tools: Tools) => Promise<void>): Promise<void> {
  shop.perennial!.rewards = (tools: never) => ({ act: (button: Element) => redeem(button, tools) });
  script.onload!(new Event("load"));
  await new Promise((later) => setTimeout(later));
}
const says = () => [...document.querySelectorAll("[data-perennial-status]")].map(({ textContent }) => textContent);

test("a script that did not come: every block says so, and the next press anywhere tries again", async () => {
  const { scripts, press, arrives } = aPage(texts, texts);
  press("5");
  press("5");
  expect(scripts.length).toBe(1);
  scripts[0]!.onerror!(new Event("error"));
  expect(off()).toBe(true);
  press("6");
  expect(scripts.map(({ src }) => new URL(src, "http://x").pathname)).toEqual(["/perennial.js", "/perennial.js"]);
  await arrives(scripts[1]!);
  expect(off()).toBe(false);
  // It is that press which is carried out: its part is on its way.
  expect(scripts.length).toBe(3);
});

test.each([["a broken line", broken], ["a page in place of the file", noFile]])("texts that did not come because of %s are fetched once more; then the next press has to", async (_name, failure) => {
  const first = aPage(failure, texts);
  first.press("5");
  await first.arrives(first.scripts[0]!);
  expect([off(), first.fetched.mock.calls]).toEqual([false, [["/texts.en.json"], ["/texts.en.json"]]]);
  leave();
  const second = aPage(failure, failure, texts);
  second.press("5");
  await second.arrives(second.scripts[0]!);
  expect(off()).toBe(true);
  second.press("5");
  await second.arrives(second.scripts[1]!);
  expect(off()).toBe(false);
});

test.each([["a broken line", new TypeError("Failed to fetch")], ["a page where JSON was expected", new SyntaxError("Unexpected token <")], ["a clipboard that is not for us", new DOMException("Write permission denied.", "NotAllowedError")]])("what the browser says of %s is not what shoppers read", async (_name, error) => {
  const { scripts, press, arrives } = aPage(texts);
  press("5");
  await arrives(scripts[0]!);
  await does(scripts[1]!, async () => { throw error; });
  expect(says()).toEqual([OFFLINE, ""]);
});

test("what is said of a block that its theme painted anew meanwhile is said there, and not in another that looks the same", async () => {
  const { scripts, press, arrives } = aPage(texts);
  press("6");
  await arrives(scripts[0]!);
  await does(scripts[1]!, async (button, { say }) => {
    const root = button.closest("[data-perennial]")!;
    root.replaceWith(...parsed(aBlock("6")));
    say(root, "In your cart");
  });
  expect(says()).toEqual(["", "In your cart"]);
});

test("of two blocks for the same product it is said in the one where it was pressed, also after their theme painted both anew; where only the other is left, in that", async () => {
  const { scripts, press, arrives } = aPage(texts);
  const twins = () => document.querySelectorAll('[data-product="6"]');
  const paintAnew = () => { for (const root of twins()) root.replaceWith(...parsed(aBlock("6"))); };
  twins()[0]!.after(...parsed(aBlock("6")));
  press("6");
  await arrives(scripts[0]!);
  twins()[1]!.querySelector("button")!.click();
  const roots: Element[] = [];
  let say: Tools["say"];
  await does(scripts[1]!, async (button, tools) => { roots.push(button.closest("[data-perennial]")!); say = tools.say; });
  for (const answers of [["one", "two"], ["three", "four"]]) {
    paintAnew();
    roots.forEach((root, i) => say(root, answers[i]!));
    expect(says()).toEqual(["", ...answers]);
  }
  twins()[0]!.remove();
  say!(roots[1]!, "five");
  expect(says()).toEqual(["", "five"]);
});

describe("what is found out beside a press", () => {
  const refused = () => new Response("{}", { status: 500, headers: { "content-type": "application/json" } });
  const guest = () => new Response('{ "state": "guest" }', { headers: { "content-type": "application/json" } });

  /** A press that is answered, and a refresh which began before it and ends after it. */
  async function refreshed(answer: string, ...ends: (() => Response)[]): Promise<string | null> {
    let end: (() => void) | undefined;
    const held = ends.map((make, i) => () => (i > 0 ? make() : new Promise<Response>((resolve, reject) => { end = () => { try { resolve(make()); } catch (error) { reject(error); } }; })));
    const { scripts, press, arrives } = aPage(texts, ...held);
    document.querySelector("[data-product]")!.setAttribute("data-api", "/apps/loyalty");
    press("5");
    await arrives(scripts[0]!);
    await does(scripts[1]!, async (button, { say, refresh }) => {
      const root = button.closest("[data-perennial]")!;
      const first = refresh(root);
      say(root, answer);
      end!();
      await first;
      for (const _more of ends.slice(1)) await refresh(root);
    });
    return says()[0]!;
  }

  test.each([["fails", broken], ["is refused", refused], ["meets a page", noFile], ["finds nobody signed in", guest]])("leaves the answer to it when it %s later", async (_how, end) => {
    expect(await refreshed("Your code is ready.", end)).toBe("Your code is ready.");
  });

  test("is said where nothing was answered, and no longer than it is so", async () => {
    const neither = () => new Response('{ "state": "left" }', { headers: { "content-type": "application/json" } });
    for (const [ends, said] of [[[broken], STALE], [[broken, guest], SIGN_IN], [[broken, neither], ""]] as const) {
      expect(await refreshed("", ...ends)).toBe(said);
      leave();
    }
  });
});
