const PLANS = ["Shopify Plus", "Shopify Enterprise"];

/** Whether extensions stand in the steps of this shop's checkout: on these plans, and where things are tried. The thank-you page and accounts take them on every plan. */
export function takesCheckoutPanels({ plan, development }: { plan: string | null; development: boolean }): boolean {
  return development || (plan !== null && PLANS.includes(plan));
}
