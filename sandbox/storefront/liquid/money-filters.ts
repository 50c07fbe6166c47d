import { type Liquid, toValue } from "liquidjs";
import { formatMoney, formatMoneyWithCurrency, formatMoneyWithoutCurrency, minorOfLiquidAmount } from "./format-money";
import { numeric } from "./math-filters";
import { type FilterThis, renderInfo } from "./render-info";

/** `money` and its kin, over Liquid amounts (the currency's subunit, JPY with two zeros appended). */
export function registerMoneyFilters(liquid: Liquid): void {
  register("money", formatMoney);
  register("money_with_currency", formatMoneyWithCurrency);
  register("money_without_currency", formatMoneyWithoutCurrency);
  register("money_without_trailing_zeros", (minor, currency) => formatMoney(minor, currency).replace(/[.,]0+(?=\D*$)/, ""));

  function register(name: string, format: (minor: number, currency: string) => string) {
    liquid.registerFilter(name, function (this: FilterThis, amount: unknown) {
      if ((toValue(amount) ?? "") === "") return "";
      const { currency } = renderInfo(this.context);
      return format(minorOfLiquidAmount(Number(numeric(amount)), currency), currency);
    });
  }
}
