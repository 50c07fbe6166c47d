export interface BridgeConfig { apiKey: string; shop: string; host: string; locale: string }

const KEPT = "sandbox-app-bridge";

/** Key from the meta element or the script's `data-api-key`; shop, host and locale from the address, or from an earlier page of this tab. */
export function readConfig(script: HTMLScriptElement | null): BridgeConfig {
  const query = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<BridgeConfig>;
  const apiKey = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content ?? script?.dataset.apiKey ?? kept.apiKey;
  if (!apiKey) throw new Error('App Bridge: no API key, expected <meta name="shopify-api-key"> or data-api-key on the script');
  const config = { apiKey, shop: query.get("shop") ?? kept.shop ?? "", host: query.get("host") ?? kept.host ?? "", locale: query.get("locale") ?? kept.locale ?? "en-US" };
  sessionStorage.setItem(KEPT, JSON.stringify(config));
  return config;
}

/** `evergreen-goods` of `evergreen-goods.myshopify.com`. */
export function handleOf(config: BridgeConfig): string {
  return config.shop.replace(/\.myshopify\.com$/, "");
}
