/** What the browser had before App Bridge put itself in front of it. */
export interface Originals { fetch: typeof fetch; open: typeof window.open; pushState: History["pushState"]; replaceState: History["replaceState"]; addEventListener: typeof window.addEventListener }

export function keepOriginals(): Originals {
  return {
    fetch: window.fetch.bind(window), open: window.open.bind(window), pushState: history.pushState.bind(history), replaceState: history.replaceState.bind(history),
    addEventListener: window.addEventListener.bind(window),
  };
}
