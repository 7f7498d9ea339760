import type { ReceivedContext } from './received-content.ts';
import { english, german, type ReceivedWords } from './received-words.ts';

type Language = 'de' | 'en';

/** Where a message comes from and what it is about, in a line of its own; undefined when there is nothing to say. */
export function contextText(context: ReceivedContext | undefined, language: Language): string | undefined {
  if (!context) return undefined;
  const words = language === 'de' ? german : english;
  const { referral, product, inStandby } = context;
  const said = [
    forwardedText(context, words),
    product?.productRetailerId === undefined ? undefined : words.aboutProduct(product.productRetailerId),
    referral && words.fromAd(referral.headline ?? referral.body ?? ''),
    inStandby ? words.inStandby : undefined,
  ].filter((part) => part !== undefined);
  return said.length > 0 ? said.map((part) => `[${part}]`).join(' ') : undefined;
}

function forwardedText(context: ReceivedContext, words: ReceivedWords): string | undefined {
  if (context.frequentlyForwarded) return words.frequentlyForwarded;
  return context.forwarded ? words.forwarded : undefined;
}
