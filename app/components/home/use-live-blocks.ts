import { useEffect, useState } from "react";

export interface LiveBlock { handle: string; name: string; embed: boolean; active: boolean; places: number }
export type LiveBlocks = { state: "loading" } | { state: "unknown" } | { state: "known"; blocks: LiveBlock[] };

/** Asks Shopify's admin which of our theme blocks stand on the live theme now: it knows, we would only remember. */
export function useLiveBlocks(): LiveBlocks {
  const [blocks, setBlocks] = useState<LiveBlocks>({ state: "loading" });
  useEffect(() => {
    let gone = false;
    void askForBlocks().then((found) => { if (!gone) setBlocks(found); });
    return () => { gone = true; };
  }, []);
  return blocks;
}

async function askForBlocks(): Promise<LiveBlocks> {
  try {
    const extensions = await window.shopify.app.extensions();
    const activations = extensions.filter((extension) => extension.type === "theme_app_extension").flatMap((extension) => extension.activations as Activation[]);
    return { state: "known", blocks: activations.map(liveBlock) };
  } catch {
    return { state: "unknown" };
  }
}

/** What App Bridge tells of a block or embed; its own type of it is not exported. */
interface Activation { handle: string; name: string; target: string; status: "active" | "available" | "unavailable"; activations: unknown[] }

const liveBlock = ({ handle, name, target, status, activations }: Activation): LiveBlock =>
  ({ handle, name, embed: target !== "section", active: status === "active", places: activations.length });
