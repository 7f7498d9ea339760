import type { MessageEvent, Person } from '@parley/core/cloud-api';

/**
 * Who wrote, with the number that they share in answer to our request for it. A card that a person sends of their own
 * accord is about anybody.
 */
export function senderOf({ sender, content }: Pick<MessageEvent, 'sender' | 'content'>): Person {
  if (sender.phone !== undefined || content.type !== 'contacts') return sender;
  const cards = content.contacts.filter(({ origin }) => origin === 'contact_request');
  const phones = cards.flatMap((card) => card.phones ?? []);
  const digits = phones.map(({ waId, phone }) => (waId ?? phone ?? '').replace(/\D/g, ''));
  const own = digits.find((text) => /^\d{5,16}$/.test(text));
  return own === undefined ? sender : { ...sender, phone: `+${own}` };
}
