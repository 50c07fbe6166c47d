import type { Catalog } from "./catalog";

/** Houseplants and garden tools, prices in US cents. */
export const evergreenGoods: Catalog = {
  vendor: "Evergreen Goods",
  collections: [
    { title: "Houseplants", description: "Raised slowly in our own greenhouse, shipped in recycled moss." },
    { title: "Pots & Planters", description: "Stoneware, terracotta and reclaimed teak that age well." },
    { title: "Garden Tools", description: "Forged steel and ash handles. Sharpened for free, for life." },
    { title: "Care & Feeding", description: "Soil, food and water, measured so that you need not." },
  ],
  items: [
    { title: "Monstera Deliciosa", type: "Plant", collection: "Houseplants", price: 4800, tags: ["easy", "bright-light", "bestseller"], description: "Split leaves the size of a dinner plate. Forgives a missed watering.", variants: [["Small, 12 cm pot", 4800], ["Medium, 17 cm pot", 7200], ["Large, 24 cm pot", 11800]] },
    { title: "Fiddle-Leaf Fig", type: "Plant", collection: "Houseplants", price: 8900, tags: ["bright-light", "statement"], description: "A small tree with a large opinion about drafts.", variants: [["90 cm", 8900], ["140 cm", 15900]] },
    { title: "Snake Plant", type: "Plant", collection: "Houseplants", price: 3200, tags: ["easy", "low-light", "bestseller"], description: "Stands in a dark hallway for weeks and looks the better for it." },
    { title: "Calathea Orbifolia", type: "Plant", collection: "Houseplants", price: 4200, tags: ["humid", "pet-safe"], description: "Silver-striped leaves that fold up at night." },
    { title: "String of Hearts", type: "Plant", collection: "Houseplants", price: 2600, tags: ["trailing", "bright-light", "pet-safe"], description: "Trails a meter in a summer, from a shelf or a hook." },
    { title: "Bird of Paradise", type: "Plant", collection: "Houseplants", price: 12900, compareAt: 14900, tags: ["statement", "bright-light"], description: "Paddle leaves, and one day a flower like a heron." },
    { title: "Olive Tree", type: "Plant", collection: "Houseplants", price: 9800, tags: ["outdoor", "statement"], description: "A trained standard for a sunny window or a sheltered balcony." },
    { title: "Ridge Stoneware Pot", type: "Pot", collection: "Pots & Planters", price: 3600, tags: ["stoneware", "bestseller"], description: "Hand-thrown, with a glazed saucer that fits.", variants: [["14 cm, Sand", 3600], ["14 cm, Moss", 3600], ["19 cm, Sand", 5400], ["19 cm, Moss", 5400]] },
    { title: "Terracotta Trio", type: "Pot", collection: "Pots & Planters", price: 2900, tags: ["terracotta", "set"], description: "Three unglazed pots that breathe, nested in one box." },
    { title: "Teak Trough", type: "Planter", collection: "Pots & Planters", price: 13900, tags: ["outdoor", "teak"], description: "Reclaimed teak, brass corners, a liner you can lift out." },
    { title: "Hanging Basket, Jute", type: "Planter", collection: "Pots & Planters", price: 2400, tags: ["hanging"], description: "Hand-knotted for pots up to 16 cm." },
    { title: "Self-Watering Planter", type: "Planter", collection: "Pots & Planters", price: 6400, compareAt: 7900, tags: ["self-watering", "sale"], description: "A three-week reservoir with a float you can see." },
    { title: "Forged Hand Trowel", type: "Tool", collection: "Garden Tools", price: 3400, tags: ["forged", "bestseller"], description: "Carbon steel with depth marks, ash handle, leather loop." },
    { title: "Bypass Pruners", type: "Tool", collection: "Garden Tools", price: 5800, tags: ["forged"], description: "A clean cut to 2 cm. Every part can be replaced." },
    { title: "Long-Reach Weeder", type: "Tool", collection: "Garden Tools", price: 4600, tags: ["standing"], description: "Takes dandelions out by the root without a bend of the knee." },
    { title: "Copper Watering Can", type: "Tool", collection: "Garden Tools", price: 7800, tags: ["copper", "gift"], description: "One liter, long spout, balanced to pour with one hand." },
    { title: "Canvas Tool Roll", type: "Tool", collection: "Garden Tools", price: 5200, tags: ["gift"], description: "Waxed canvas, eight pockets, made to be passed on." },
    { title: "Gardener's Gloves", type: "Tool", collection: "Garden Tools", price: 2800, tags: ["leather"], description: "Goatskin palm, cotton back, reinforced at the seams.", variants: [["S", 2800], ["M", 2800], ["L", 2800]] },
    { title: "Potting Mix No. 3", type: "Care", collection: "Care & Feeding", price: 1600, tags: ["soil", "peat-free"], description: "Bark, coir and perlite for aroids and figs.", variants: [["5 L", 1600], ["20 L", 4400]] },
    { title: "Slow-Release Plant Food", type: "Care", collection: "Care & Feeding", price: 1450, tags: ["feed"], description: "One spoon in spring, one in summer." },
    { title: "Neem Leaf Spray", type: "Care", collection: "Care & Feeding", price: 1250, tags: ["care"], description: "Keeps mites away and leaves shining." },
    { title: "Brass Mister", type: "Care", collection: "Care & Feeding", price: 2950, tags: ["brass", "gift"], description: "A fine fog for ferns, calatheas and tired faces." },
    { title: "Moisture Meter", type: "Care", collection: "Care & Feeding", price: 1900, tags: ["care", "easy"], description: "No battery. Answers the only question that matters." },
    { title: "Gift Card", type: "Gift card", collection: "Care & Feeding", price: 2500, tags: ["gift"], description: "For someone whose windowsill has room.", giftCard: true, variants: [["$25", 2500], ["$50", 5000], ["$100", 10000]] },
  ],
};
