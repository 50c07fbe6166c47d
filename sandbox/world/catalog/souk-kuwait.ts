import type { Catalog } from "./catalog";

/** Perfume and coffee, prices in fils (a thousandth of a dinar). */
export const soukKuwait: Catalog = {
  vendor: "سوق",
  collections: [
    { title: "عطور", description: "عود وورد ومسك." },
    { title: "قهوة", description: "محمصة طازجة كل أسبوع." },
  ],
  items: [
    { title: "عود ملكي", type: "Perfume", collection: "عطور", price: 24500, tags: ["oud", "bestseller"], description: "عود معتق في خشب الصندل." },
    { title: "ماء الورد", type: "Perfume", collection: "عطور", price: 3750, tags: ["rose"], description: "مقطر من ورد الطائف." },
    { title: "مسك أبيض", type: "Perfume", collection: "عطور", price: 6125, compareAt: 7500, tags: ["musk"], description: "خفيف يدوم طويلا." },
    { title: "مبخرة نحاسية", type: "Home", collection: "عطور", price: 12995, tags: ["gift"], description: "نحاس مطروق يدويا." },
    { title: "قهوة عربية", type: "Coffee", collection: "قهوة", price: 2255, tags: ["coffee"], description: "مع الهيل والزعفران." },
    { title: "دلة تقليدية", type: "Coffee", collection: "قهوة", price: 9990, tags: ["gift"], description: "تكفي ستة فناجين." },
    { title: "تمر سكري", type: "Food", collection: "قهوة", price: 1875, tags: ["dates"], description: "نصف كيلو من القصيم." },
    { title: "بطاقة هدية", type: "Gift card", collection: "قهوة", price: 10000, tags: ["gift"], description: "لمن تحب.", giftCard: true },
  ],
};
