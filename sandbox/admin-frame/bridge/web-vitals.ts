interface Metric { id: string; name: string; value: number }
type Report = (payload: { metrics: Metric[] }) => void;

interface Shift extends PerformanceEntry { value: number; hadRecentInput: boolean }
interface Input extends PerformanceEntry { interactionId: number }

/** LCP, CLS, INP, FCP and TTFB of this page as the browser measures them; handed over when the page is left. */
export function createWebVitals(): { onReport(callback: Report | null): Promise<void> } {
  const values = new Map<string, number>();
  let report: Report | null = null;
  observe("largest-contentful-paint", (entry) => values.set("LCP", entry.startTime));
  observe("layout-shift", (entry) => { if (!(entry as Shift).hadRecentInput) values.set("CLS", (values.get("CLS") ?? 0) + (entry as Shift).value); });
  observe("event", (entry) => { if ((entry as Input).interactionId) values.set("INP", Math.max(values.get("INP") ?? 0, entry.duration)); });
  observe("paint", (entry) => { if (entry.name === "first-contentful-paint") values.set("FCP", entry.startTime); });
  observe("navigation", (entry) => values.set("TTFB", (entry as PerformanceNavigationTiming).responseStart));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") report?.({ metrics: [...values].map(([name, value]) => ({ id: `v1-${name}`, name, value })) });
  });
  return { onReport: async (callback) => { report = callback; } };
}

function observe(type: string, seen: (entry: PerformanceEntry) => void): void {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
  new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type, buffered: true });
}
