const CSS = `
ui-title-bar, ui-nav-menu, s-app-nav, ui-save-bar, ui-modal, s-app-window { display: none !important; }
.sandbox-modal { border: 0; padding: 0; border-radius: 14px; box-shadow: 0 20px 60px #0005; width: min(94vw, 620px); max-height: 86vh; color: #303030; background: #fff; font: 13px/1.5 Inter, system-ui, sans-serif; overflow: hidden; }
.sandbox-modal[open] { display: flex; flex-direction: column; }
.sandbox-modal::backdrop { background: #0008; }
.sandbox-modal--small { width: min(94vw, 400px); }
.sandbox-modal--large { width: min(94vw, 980px); }
.sandbox-modal--max { width: 100vw; max-width: 100vw; height: 100vh; max-height: 100vh; border-radius: 0; }
.sandbox-modal > header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px 16px; background: #f3f3f3; border-bottom: 1px solid #e3e3e3; }
.sandbox-modal > header h2 { margin: 0; font-size: 14px; font-weight: 650; }
.sandbox-modal-content { overflow: auto; min-height: 0; }
.sandbox-modal iframe { border: 0; width: 100%; height: 70vh; flex: 1; }
.sandbox-modal > footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px; border-top: 1px solid #e3e3e3; }
.sandbox-modal > header button, .sandbox-modal > footer button { font: inherit; font-weight: 550; border: 1px solid #ccc; background: #fff; border-radius: 8px; padding: 5px 12px; cursor: pointer; }
.sandbox-modal > header button { border-color: transparent; background: none; }
.sandbox-modal > footer .primary { background: #303030; border-color: #303030; color: #fff; }
.sandbox-modal > footer .critical { color: #c5221f; border-color: #c5221f; background: #fff; }
.sandbox-modal > footer .primary.critical { background: #c5221f; color: #fff; }
.sandbox-modal > footer button:disabled { opacity: .5; cursor: default; }
`;

/** Styles without an element: a style element in the head would be a surprise to React's hydration. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
