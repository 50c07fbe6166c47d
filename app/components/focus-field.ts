/** Puts the focus into a field, or into the first control of what has its id, and the field into sight. */
export function focusField(id: string): void {
  const place = document.getElementById(id);
  const control = place?.matches("input, select, textarea, button") ? place : place?.querySelector<HTMLElement>("input, select, textarea, button");
  control?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "center" });
}
