type WithConversations = { readonly conversations: readonly { readonly from: string }[] };

/** The same contact with the conversations of these numbers alone, for a reader who is bound to them; without any, with all. */
export function withinNumbers<Contact extends WithConversations>(
  contact: Contact,
  numbers: readonly string[],
): Contact {
  if (numbers.length === 0) return contact;
  return { ...contact, conversations: contact.conversations.filter(({ from }) => numbers.includes(from)) };
}
