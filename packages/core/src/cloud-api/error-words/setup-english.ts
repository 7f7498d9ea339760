import type { SetupCatalogue } from './topic.ts';

export const englishSetup: SetupCatalogue = {
  pin_mismatch: [
    'The PIN is not the number’s',
    'The number has another PIN for its two-step verification.',
    'Enter the PIN that was set when the number was registered, or reset it in the WhatsApp Manager.',
  ],
  number_unverified: [
    'The number must be verified first',
    'Meta registers a number only after its owner has proven to hold it.',
    'Request a code by SMS or voice call, confirm it, then register the number.',
  ],
  pin_locked: [
    'Too many PINs tried',
    'Meta takes no PIN for this number for the moment.',
    'Wait an hour, then try again with the right PIN.',
  ],
  registration_wait: [
    'Registered too often',
    'A number can be registered and deregistered 10 times in 72 hours, and not right after being deregistered.',
    'Wait until Meta takes it again: five minutes after a deregistration, else up to 72 hours.',
  ],
  code_not_sent: [
    'No code was sent',
    'Meta sends no code to this number now: it is verified already, or too many codes were requested.',
    'If the number is verified, register it. Otherwise wait a few hours, then request a code once more.',
  ],
  code_wrong: [
    'The code was not accepted',
    'The code is wrong, used up or too old.',
    'Check the digits. If it still fails, request a new code.',
  ],
  block_refused: [
    'Not everybody could be blocked',
    'Meta blocks only people who wrote within the last 24 hours.',
    'Look at who failed and why; the others are done.',
  ],
  block_list_full: ['The block list is full', 'A number can block 64,000 people.', 'Unblock somebody first.'],
  template_cap: [
    'No more templates fit',
    'The WhatsApp account has as many templates as Meta allows.',
    'Delete templates that nobody uses, or verify the business: then 6,000 fit.',
  ],
  template_form: [
    'Meta does not take the template',
    'The form of the template breaks one of Meta’s rules.',
    'Change the part that is named, then submit the template again.',
  ],
};
