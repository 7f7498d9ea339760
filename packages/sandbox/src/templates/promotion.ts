import { componentOf, type Template } from './template.ts';

/** Words that make Meta approve a utility template as marketing; its own list is not published. */
const PROMOTION =
  /\b(rabatt|gutschein|sonderangebot|sonderpreis|schlussverkauf|gratis|jetzt kaufen|nur heute|discount|voucher|promo|promotion|sale|special offer|buy now|shop now|free gift|\d+ ?% (off|rabatt))\b/i;

/** Whether the template reads like advertising. */
export function isPromotional({ components }: Pick<Template, 'components'>): boolean {
  const texts = ['HEADER', 'BODY', 'FOOTER'].map((type) => componentOf(components, type)?.text ?? '');
  return texts.some((text) => PROMOTION.test(text));
}
