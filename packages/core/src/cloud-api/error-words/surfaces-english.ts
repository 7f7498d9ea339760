import type { SurfaceCatalogue } from './topic.ts';

export const englishSurfaces: SurfaceCatalogue = {
  group: [
    'Problem with the group',
    'Meta did not do this with the group or with one of its people.',
    'Check the group and who is in it in the WhatsApp Manager.',
  ],
  calling: [
    'Call not possible',
    'Meta did not connect or allow the call: calls are off, the person cannot be called, or the permission is missing.',
    'Ask the person for permission to call, or write to them.',
  ],
  flow_edit: [
    'Problem with the flow',
    'Meta did not take the change of the flow.',
    'The operator opens the flow in the WhatsApp Manager and corrects what is shown there.',
  ],
  username: [
    'Username not available',
    'Meta does not give this username to the number: it is taken, not allowed, or tied to another page.',
    'Choose another username in the WhatsApp Manager.',
  ],
  payment_terms: [
    'Terms for payments not accepted',
    'Nobody has accepted Meta’s terms for payments in the chat.',
    'The operator accepts the terms in the WhatsApp Manager; then send again.',
  ],
  insights: [
    'No figures for this template',
    'Meta has no figures for the template, or counting is not switched on.',
    'The operator switches on template insights in the WhatsApp Manager.',
  ],
  signup: [
    'Sign-up not possible',
    'Meta did not take the request for a sign-up or an onboarding.',
    'Check the request; one that was made already does not have to be made again.',
  ],
  history: [
    'History not available',
    'The phone app’s earlier messages cannot be fetched: the time for it is over, or the owner declined.',
    'Nothing to do: everything new arrives as usual.',
  ],
  migration: [
    'Number cannot be moved',
    'Meta did not move the number to this account.',
    'The operator looks in the WhatsApp Manager for what is missing, and tries again.',
  ],
  inbound_unavailable: [
    'Message of the customer not available',
    'WhatsApp could not pass on what the customer sent.',
    'Ask the customer to send it again, as a text if possible.',
  ],
};
