import type { Catalog } from "./catalog";

/** Tea and paper goods, prices in yen, tax included. */
export const hanamiStore: Catalog = {
  vendor: "Hanami",
  collections: [
    { title: "Tea", description: "Single gardens from Uji and Yame." },
    { title: "Paper", description: "Washi, ink and notebooks." },
  ],
  items: [
    { title: "Gyokuro Uji", type: "Tea", collection: "Tea", price: 3240, tags: ["green", "bestseller"], description: "Shaded for three weeks." },
    { title: "Hojicha Roasted", type: "Tea", collection: "Tea", price: 1080, tags: ["roasted"], description: "Roasted over charcoal." },
    { title: "Matcha Ceremonial", type: "Tea", collection: "Tea", price: 4320, tags: ["green"], description: "Stone-ground the week it ships." },
    { title: "Cast Iron Teapot", type: "Teaware", collection: "Tea", price: 9800, compareAt: 12000, tags: ["gift"], description: "Holds 0.6 liters." },
    { title: "Washi Notebook", type: "Paper", collection: "Paper", price: 1650, tags: ["stationery"], description: "Sewn by hand, 120 pages." },
    { title: "Sumi Ink Set", type: "Paper", collection: "Paper", price: 5500, tags: ["stationery", "gift"], description: "Stick, stone and two brushes." },
    { title: "Letter Set, Plum", type: "Paper", collection: "Paper", price: 770, tags: ["stationery"], description: "Ten sheets, five envelopes." },
    { title: "Gift Card", type: "Gift card", collection: "Paper", price: 3000, tags: ["gift"], description: "For any occasion.", giftCard: true },
  ],
};
