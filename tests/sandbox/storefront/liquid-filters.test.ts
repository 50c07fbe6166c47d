import { describe, expect, it } from "vitest";
import { createEngine } from "../../../sandbox/storefront/liquid/create-engine";
import { RENDER, type RenderInfo } from "../../../sandbox/storefront/liquid/render-info";

const TRANSLATIONS = {
  fallback: "en",
  languages: {
    en: { hello: "Hello {{ name }}", only_english: "English & only", points: { one: "{{ count }} point", other: "{{ count }} points" }, rich_html: "<b>{{ name }}</b>" },
    pl: { hello: "Cześć {{ name }}", points: { one: "{{ count }} punkt", few: "{{ count }} punkty", many: "{{ count }} punktów", other: "{{ count }} punktu" } },
  },
};

function render(source: string, options: { currency?: string; language?: string; scope?: Record<string, unknown> } = {}): string {
  const liquid = createEngine({ snippets: (name) => (name === "greet" ? "[{{ who }}|{{ outside }}|{{ shared }}]" : null), timezone: "Etc/UTC" });
  const info: RenderInfo = { currency: options.currency ?? "USD", timezone: "Etc/UTC", language: options.language ?? "en", translations: TRANSLATIONS, assetBase: "/x/assets", readAsset: () => null };
  const globals = { shared: "yes", [RENDER]: info };
  return liquid.parseAndRenderSync(source, options.scope ?? {}, { globals });
}

describe("Liquid as Shopify runs it", () => {
  it.each([
    ["{{ 20 | divided_by: 7 }}", "2"],
    ["{{ -7 | divided_by: 2 }}", "-4"],
    ["{{ 20 | divided_by: 7.0 | round: 2 }}", "2.86"],
    ["{{ 20 | divided_by: 5.0 }}", "4.0"],
    ["{% assign d = 5.0 %}{{ 20 | divided_by: d }}", "4.0"],
    ["{{ '20' | divided_by: '7' }}", "2"],
    ["{{ '20.0' | divided_by: 8 }}", "2.5"],
    ["{{ 3 | times: 2 }}", "6"],
    ["{{ 3 | times: 2.0 }}", "6.0"],
    ["{{ 4.0 | floor }}", "4"],
    ["{{ 4.2 | ceil }}", "5"],
    ["{{ 4.6 | round }}", "5"],
    ["{{ -4.5 | round }}", "-5"],
    ["{{ 'abc' | plus: 1 }}", "1"],
    ["{{ nil | plus: 1 }}", "1"],
    ["{{ 7 | modulo: 3 }}", "1"],
    ["{{ -7 | modulo: 3 }}", "2"],
    ["{{ 5 | at_most: 3 }}{{ 5 | at_least: 8 }}", "38"],
    ["{% if 2.5 > 2 %}more{% endif %}{% if 2.0 == 2 %} same{% endif %}", "more same"],
    ["{{ 150000 | money }}", "$1,500.00"],
    ["{{ 150000 | money_with_currency }}", "$1,500.00 USD"],
    ["{{ 150000 | money_without_currency }}", "1,500.00"],
    ["{{ 150000 | money_without_trailing_zeros }}", "$1,500"],
    ["{{ 150050 | money_without_trailing_zeros }}", "$1,500.50"],
    ["{{ nil | money }}", ""],
    ["{{ \"It's 100% <Good>, ok\" | handleize }}", "its-100-good-ok"],
    ["{{ 'abc' | upcase | sha256 | slice: 0, 16 }}", "b5d4045c3f466fa9"],
    ["{{ '<a href=\"x\">' | escape }}", "&lt;a href=&quot;x&quot;&gt;"],
    ["{{ '</script>' | json }}", "\"\\u003c/script\\u003e\""],
    ["{{ 'card.js' | asset_url | script_tag }}", '<script src="/x/assets/card.js" type="text/javascript"></script>'],
    ["{{ 'card.css' | asset_url | stylesheet_tag }}", '<link href="/x/assets/card.css" rel="stylesheet" type="text/css" media="all">'],
    ["{{ '#336699' | color_modify: 'alpha', 0.5 }}", "rgba(51, 102, 153, 0.5)"],
    ["{{ '#ffffff' | color_contrast: '#000000' }}", "21.0"],
    ["{{ '2026-03-01T10:00:00Z' | date: '%B %-d, %Y' }}", "March 1, 2026"],
    ["{% if '' %}empty text is true{% endif %}", "empty text is true"],
  ])("%s prints %s", (source, printed) => {
    expect(render(source)).toBe(printed);
  });

  it("writes money in the currency's own decimals", () => {
    expect(render("{{ 120000 | money }}", { currency: "JPY" })).toBe("¥1,200");
    expect(render("{{ 4505 | money }}", { currency: "KWD" })).toBe("4.505 KD");
  });

  it("translates with interpolation, plural forms and fallback", () => {
    expect(render("{{ 'hello' | t: name: 'Ann' }}", { language: "pl" })).toBe("Cześć Ann");
    expect(render("{{ 'hello' | t: name: 'Ann' }}", { language: "pl-PL" })).toBe("Cześć Ann");
    expect(render("{% for n in (1..5) %}{{ 'points' | t: count: n }};{% endfor %}", { language: "pl" })).toBe("1 punkt;2 punkty;3 punkty;4 punkty;5 punktów;");
    expect(render("{{ 'points' | t: count: 1 }}, {{ 'points' | t: count: 2 }}")).toBe("1 point, 2 points");
    expect(render("{{ 'only_english' | t }}", { language: "pl" })).toBe("English &amp; only");
    expect(render("{{ 'no.such' | t }}")).toBe("translation missing: en.no.such");
  });

  it("escapes translations once, and not where the key ends in _html", () => {
    expect(render("{{ 'hello' | t: name: '<i>' }}")).toBe("Hello &lt;i&gt;");
    expect(render("{{ 'hello' | t: name: '<i>' | escape }}")).toBe("Hello &lt;i&gt;");
    expect(render("{{ 'rich_html' | t: name: 'Ann' }}")).toBe("<b>Ann</b>");
  });

  it("gives snippets globals and arguments, but not the variables around them", () => {
    expect(render("{% assign outside = 'no' %}{% render 'greet', who: 'me' %}")).toBe("[me||yes]");
  });

  it("writes nothing for schema, stylesheet and javascript, and a form for form", () => {
    expect(render('{% schema %}{"name":"x"}{% endschema %}{% stylesheet %}a{b:c}{% endstylesheet %}x')).toBe("x");
    expect(render("{% form 'product', id: 'f' %}in{% endform %}")).toBe('<form method="post" action="cart/add" accept-charset="UTF-8" id="f"><input type="hidden" name="form_type" value="product">in</form>');
  });

  it("names an unknown filter instead of passing it by", () => {
    expect(() => render("{{ 1 | monney }}")).toThrow(/undefined filter: monney/);
    expect(() => render("{{ 1 | divided_by: 0 }}")).toThrow(/divided by 0/);
  });
});
