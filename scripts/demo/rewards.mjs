// The rewards a merchant of the demo shop would begin with, as the editor sends them.
const FOR_ANY = { order: false, product: true, shipping: true };

/** Everything of a draft that the reward does not say itself. */
const BLANK = {
  title: "", kind: "amount_off", amount: "", percent: "", maximumShipping: "", off: "amount", goods: { of: "products", items: [] }, product: null, pricing: "fixed", points: "", steps: "",
  minimumSpend: "0", combinesWith: FOR_ANY, tiers: [], memberLimit: { count: "", days: "" }, totalLimit: "", stock: "", validityDays: "30", onExpiry: "return", startDate: "", endDate: "",
};

/** @param gift the variant to give away: product, id, title and price in minor units */
export const demoRewards = (gift) => [
  { ...BLANK, title: "$5 off your order", amount: "5", points: "170" },
  { ...BLANK, title: "Free shipping", kind: "free_shipping", points: "230", combinesWith: { order: true, product: true, shipping: false } },
  { ...BLANK, title: "Choose your discount", amount: "3", pricing: "slider", points: "100", steps: "10", minimumSpend: "20" },
  { ...BLANK, title: "15% off for Gold and Black", kind: "percentage_off", percent: "15", points: "600", tiers: ["gold", "black"], memberLimit: { count: "1", days: "30" } },
  { ...BLANK, title: `Free: ${gift.title}`, kind: "free_product", product: { productId: gift.productId, variantId: gift.variantId, title: gift.title, price: (gift.priceMinor / 100).toFixed(2) }, points: "450", combinesWith: { order: true, product: false, shipping: true } },
];
