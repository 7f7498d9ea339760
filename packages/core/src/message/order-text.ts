import { lines } from './lines.ts';
import type { OrderedItem, ReceivedOrder } from './received-content.ts';
import type { ReceivedWords } from './received-words.ts';

type Language = 'de' | 'en';

/** What the customer ordered, a line for each item. */
export function orderText(order: ReceivedOrder, words: ReceivedWords, language: Language): string {
  return lines(
    `[${words.order}] ${order.text ?? ''}`.trim(),
    ...order.items.map((item) => itemText(item, language)),
  );
}

function itemText({ productRetailerId, quantity = 1, itemPrice, currency }: OrderedItem, language: Language) {
  const price = itemPrice === undefined ? undefined : priceText(itemPrice, currency, language);
  return `${quantity} × ${productRetailerId}${price === undefined ? '' : ` (${price})`}`;
}

function priceText(price: number, currency: string | undefined, language: Language): string {
  // Any three letters are a currency to Intl; with anything else it throws.
  if (currency !== undefined && /^[A-Z]{3}$/i.test(currency))
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(price);
  return `${price} ${currency ?? ''}`.trim();
}
