import type { ReceivedContext } from './received-content.ts';
import { english, german } from './received-words.ts';

type Language = 'de' | 'en';

/** Where a message comes from and what it is about, in a line of its own; undefined when there is nothing to say. */
export function contextText(context: ReceivedContext | undefined, language: Language): string | undefined {
  if (!context) return undefined;
  const words = language === 'de' ? german : english;
  const { forwarded, frequentlyForwarded, referral, product, inStandby } = context;
  const said = [
    frequentlyForwarded ? words.frequentlyForwarded : forwarded ? words.forwarded : undefined,
    product?.productRetailerId === undefined ? undefined : words.aboutProduct(product.productRetailerId),
    referral && words.fromAd(referral.headline ?? referral.body ?? ''),
    inStandby ? words.inStandby : undefined,
  ].filter((part) => part !== undefined);
  return said.length > 0 ? said.map((part) => `[${part}]`).join(' ') : undefined;
}
