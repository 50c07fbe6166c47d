import { type Look, make, put, slot } from "./host-element";
import { border, radius } from "./sizes";

/** Signs for the icons an extension of ours may want; every other name shows as a plain dot. Nothing of Shopify's is drawn here. */
const SIGNS: Record<string, string> = {
  "check": "✓", "check-circle": "✓", "check-circle-filled": "✓", "star": "☆", "star-filled": "★", "star-half": "⯨", "discount": "%", "gift-card": "⌑", "info": "i", "info-filled": "i", "alert-circle": "!", "alert-triangle": "!", "alert-triangle-filled": "!",
  "x": "✕", "x-circle": "✕", "plus": "+", "minus": "−", "arrow-right": "→", "arrow-left": "←", "arrow-up": "↑", "arrow-down": "↓", "chevron-right": "›", "chevron-left": "‹", "chevron-down": "⌄", "chevron-up": "⌃", "clock": "◷", "calendar": "▦",
  "lock": "▣", "profile": "☺", "reset": "↺", "search": "⌕", "external": "↗", "clipboard": "❐", "email": "✉", "savings": "¢", "cash-dollar": "$", "order": "▤", "bag": "▢", "cart": "▢", "delivery": "▷", "empty": "",
};

const icon: Look = (host) => {
  const sign = make("span", { class: "icon", "aria-hidden": "true" });
  host.shadow.append(sign);
  return () => {
    sign.textContent = SIGNS[host.word("type")] ?? "•";
    sign.className = `icon tone-${host.word("tone") || "auto"} size-${host.word("size") || "base"}`;
  };
};

const image: Look = (host) => {
  const picture = make("img", { loading: "lazy", onload: () => host.emit("load"), onerror: () => host.emit("error") });
  host.shadow.append(picture);
  return () => {
    for (const [name, attribute] of [["src", "src"], ["srcSet", "srcset"], ["sizes", "sizes"]] as const) put(picture, attribute, host.word(name));
    picture.alt = host.word("alt");
    Object.assign(picture.style, { aspectRatio: host.word("aspectRatio"), objectFit: host.word("objectFit"), inlineSize: host.word("inlineSize") === "auto" ? "auto" : "100%", borderRadius: radius(host.word("borderRadius")), border: border(host.word("border")) });
  };
};

const avatar: Look = (host) => {
  const circle = make("span", { class: "avatar", role: "img" });
  host.shadow.append(circle);
  return () => {
    put(circle, "aria-label", host.word("alt") || host.word("initials"));
    const src = host.word("src");
    circle.replaceChildren(src ? make("img", { src, alt: "" }) : host.word("initials").slice(0, 2));
    circle.dataset.size = host.word("size");
  };
};

const thumbnail: Look = (host) => {
  const picture = make("img");
  const count = make("b");
  host.shadow.append(make("span", { class: "thumb" }, picture, count));
  return () => {
    put(picture, "src", host.word("src"));
    picture.alt = host.word("alt");
    count.textContent = host.word("totalItems");
    count.hidden = count.textContent === "";
  };
};

/** The content as text: the sandbox draws no QR code, and says so to whoever looks. */
const qrCode: Look = (host) => {
  const box = make("span", { class: "placeholder", role: "img" });
  host.shadow.append(box);
  return () => {
    box.textContent = `QR ${host.word("content")}`;
    put(box, "aria-label", host.word("accessibilityLabel"));
  };
};

const placeholder = (name: string): Look => (host) => { host.shadow.append(make("span", { class: "placeholder" }, name, slot())); };

export const mediaLooks: Record<string, Look> = { "s-icon": icon, "s-image": image, "s-avatar": avatar, "s-product-thumbnail": thumbnail, "s-qr-code": qrCode, "s-payment-icon": placeholder("payment icon"), "s-map": placeholder("map"), "s-chat": placeholder("chat"), "s-drop-zone": placeholder("drop zone") };
