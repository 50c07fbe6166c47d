const SHOWN_MS = 5000;

/** A line at the foot of the page that goes away by itself; screen readers read it out. */
export function showToast(content: string): void {
  const toast = document.body.appendChild(Object.assign(document.createElement("div"), { textContent: content, className: "extension-toast" }));
  toast.setAttribute("role", "status");
  setTimeout(() => toast.remove(), SHOWN_MS);
}
