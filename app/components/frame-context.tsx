import { createContext, useContext } from "react";

/** What every admin page knows of its shop and reader. */
export interface Frame {
  locale: string;
  shop: { domain: string; currency: string; timeZone: string; /** Whether its checkout takes extensions in its steps. */ checkoutPanels: boolean };
}

const FrameContext = createContext<Frame | null>(null);
export const FrameProvider = FrameContext.Provider;

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("useFrame: expected a FrameProvider above");
  return frame;
}
