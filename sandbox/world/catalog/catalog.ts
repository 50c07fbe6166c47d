/** A product as a shop's catalog lists it. `price` in minor units; one variant a row of `variants`, or a single one. */
export interface CatalogItem {
  title: string; type: string; collection: string; price: number; compareAt?: number; tags: string[]; description: string;
  variants?: [title: string, price: number][];
  giftCard?: boolean;
}

export interface Catalog {
  vendor: string;
  collections: { title: string; description: string }[];
  items: CatalogItem[];
}
