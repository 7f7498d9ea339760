import { englishSetup } from './setup-english.ts';
import { englishSurfaces } from './surfaces-english.ts';
import type { ErrorCatalogue } from './topic.ts';

export const english: ErrorCatalogue = {
  ...englishSurfaces,
  ...englishSetup,
  access: [
    'No access at Meta',
    'Meta did not accept our access for this call.',
    'The operator checks the access token and its permissions.',
  ],
  account: [
    'Problem with the WhatsApp account',
    'Meta refuses this because of the state of the account or of the number.',
    'The operator opens the WhatsApp Manager and settles what is shown there.',
  ],
  payment: [
    'Payment problem at Meta',
    'Meta sends nothing that costs money because the payment method is missing or was declined.',
    'The operator settles the payment method in the WhatsApp Manager; then send again.',
  ],
  throttling: ['Too many messages', 'Meta slows this down for the moment.', 'Wait a while, then send again.'],
  policy: [
    'Held back by Meta',
    "Meta's rules forbid this message.",
    'Do not send it again. Reach the person another way if it matters.',
  ],
  window: [
    'The 24 hours are over',
    'The customer last wrote more than 24 hours ago, so Meta delivers templates only.',
    'Choose an approved template.',
  ],
  opt_out: [
    'The customer does not want this',
    'The customer turned these messages off.',
    'Do not send it again; only the customer can turn them on.',
  ],
  recipient: [
    'Recipient cannot be reached',
    'WhatsApp cannot deliver this message to this person.',
    'Check the number with the customer, or use another way.',
  ],
  request: [
    'Meta did not accept the message',
    'Something in the message is not as Meta wants it.',
    'Change the message, then send it as a new one.',
  ],
  media: [
    'Meta could not use the file',
    'The file could not be fetched, or its kind or size is not allowed.',
    'Check that the link opens without a login and that the file is small enough; then send again.',
  ],
  template: [
    'Problem with the template',
    'Meta did not accept the template as it was sent.',
    'Check the template in the WhatsApp Manager, or choose another one.',
  ],
  service: [
    'Meta is having trouble',
    'Meta could not handle the message at this moment.',
    'Wait a few minutes, then send again.',
  ],
  other: [
    'Meta refused the message',
    'Meta gave an error that Parley does not know yet.',
    'Look the code up in the WhatsApp Manager, or pass it on to the operator.',
  ],
  token: [
    'Access token not valid',
    'The access token is wrong, has expired or was withdrawn.',
    'The operator sets a new access token; then send again.',
  ],
  permission: [
    'Permission missing',
    'The access token lacks a permission that this call needs.',
    'The operator grants whatsapp_business_messaging for this account; then send again.',
  ],
  number_unknown: [
    'Business number unknown',
    'Meta does not know this business number, or it was deleted.',
    'The operator checks the phone number id in the settings.',
  ],
  account_locked: [
    'Account blocked by Meta',
    'Meta has blocked the account, for good or for a time.',
    'The operator opens the WhatsApp Manager, sees the reason and asks for a review.',
  ],
  service_down: [
    'Meta is having trouble',
    'Meta reports a failure of its own; whether this message was taken is known by its status alone.',
    'Wait a few minutes. Send again only if the message does not show as sent.',
  ],
  call_rate: [
    'Too many calls to Meta',
    "The account's calls for this hour are used up.",
    'Wait; the limit frees itself within the hour.',
  ],
  bad_request: [
    'Meta did not accept the message',
    'A part of the message is missing or has a value that Meta does not allow.',
    'Check what Meta names, change it, and send a new message.',
  ],
  throughput: [
    'Sending too fast',
    'This number has reached the messages per second that Meta allows it.',
    'Nothing to do at once: Parley sends again by itself. Spread large campaigns over more time.',
  ],
  pair_rate: [
    'Too many messages to this person',
    'Meta allows one message in six seconds to the same person.',
    'Wait a minute, then send again; put several thoughts into one message.',
  ],
  spam_rate: [
    'Number limited by Meta',
    'Too many people have blocked or reported this number, so Meta limits it.',
    'Stop campaigns, look at the quality rating in the WhatsApp Manager, and wait.',
  ],
  direct_send: [
    'Sending without a template not allowed',
    'Meta does not accept more messages of this kind without an approved template.',
    'Choose an approved template.',
  ],
  maintenance: [
    'Number in maintenance',
    'Meta is raising the limits of this number; that takes about a minute. The message was not sent.',
    'Send it again in a few minutes.',
  ],
  blocked_by_business: [
    'Blocked by your business',
    'This person is on the list of people whom your business has blocked on WhatsApp.',
    'If that was a mistake, the operator takes them off the block list; then send again.',
  ],
  experiment: [
    'Not delivered because of an experiment of Meta’s',
    'Meta takes a few people out of marketing messages to measure something. It costs nothing.',
    'Do not send it again. Once the customer writes, you can answer as usual.',
  ],
  country: [
    'Country not allowed',
    'Meta does not let this account write to people in that country.',
    'Use another way to reach this person.',
  ],
  same_number: [
    'Recipient is the sender',
    'The message was addressed to the business number that sends it.',
    'Choose another recipient.',
  ],
  undeliverable: [
    'Not deliverable',
    'The number is not on WhatsApp, or its app is too old, or it has not accepted the terms; Meta does not say which.',
    'Check the number with the customer, or use another way.',
  ],
  allow_list: [
    'Not on the list of the test number',
    'A test number may only write to people on its list.',
    "The operator adds the person to the test number's list, or uses a real number.",
  ],
  window_closed: [
    'The 24 hours are over',
    'The customer last wrote more than 24 hours ago, so Meta delivers templates only.',
    'Choose an approved template, or wait until the customer writes.',
  ],
  ecosystem: [
    'Held back by Meta',
    'Meta limits how many marketing messages a person gets from all businesses together. This is no opt-out.',
    'Wait at least 24 hours; trying again sooner makes it worse.',
  ],
  opted_out: [
    'Marketing turned off by the customer',
    'The customer stopped marketing from this business inside WhatsApp.',
    'Do not send it again; only the customer can turn it on there.',
  ],
  phone_needed: [
    'Phone number needed',
    'Meta sends this message to a phone number only, and the customer hides it.',
    'Ask the customer for the phone number, or send a code another way.',
  ],
  identity_changed: [
    'The customer’s identity has changed',
    'The person behind this number may be another one, or uses a new phone, so Meta held the message back.',
    'Make sure who the person is before you send again.',
  ],
  display_name: [
    'Display name not approved',
    'Meta has not approved the name that customers see for this number.',
    'The operator has the display name approved in the WhatsApp Manager.',
  ],
  registration: [
    'Number not registered',
    'The business number is not registered at the Cloud API.',
    'The operator registers the number; then send again.',
  ],
  type_unsupported: [
    'Kind of message not supported',
    'Meta does not support this kind of message here.',
    'Send it as text, or as another kind.',
  ],
  inbound_media: [
    'File of the customer not available',
    "WhatsApp could not fetch the customer's file.",
    'Ask the customer to send it again, smaller if it was large.',
  ],
  template_variables: [
    'Variables do not fit the template',
    'Number, kind or form of the values is not what the template asks for.',
    'Check the values: no line breaks, no tabs, at most four spaces in a row. If the template was changed, sync it.',
  ],
  template_missing: [
    'Template not found',
    'Meta has no approved template of this name in this language.',
    'Sync the templates, and choose one that is approved.',
  ],
  template_too_long: [
    'Template too long',
    'With its values filled in, the text is longer than Meta allows.',
    'Shorten the values.',
  ],
  template_policy: [
    'Template against Meta’s rules',
    'Meta found something in the template that it does not allow.',
    'The operator reads the reason in the WhatsApp Manager and edits the template.',
  ],
  template_paused: [
    'Template paused',
    'Meta has paused the template, because customers rated it badly or it is not ready.',
    'Choose another template, or improve this one and have it released.',
  ],
  template_disabled: [
    'Template switched off',
    'Meta has switched the template off for good.',
    'Choose another template, or create a new one.',
  ],
  template_syncing: [
    'Template not ready yet',
    'Meta still distributes the template; that takes up to ten minutes.',
    'Wait ten minutes, then send again.',
  ],
  flow_blocked: [
    'Flow blocked',
    'Meta has blocked the flow behind the button.',
    'The operator corrects the flow in the WhatsApp Manager.',
  ],
  flow_throttled: [
    'Flow slowed down',
    'Meta lets only ten messages an hour go out with this flow.',
    'Wait an hour, and have the flow repaired.',
  ],
  marketing_only: [
    'Not a marketing template',
    'The Marketing Messages API sends marketing templates alone, and Meta does not count this template as one.',
    'Read the templates anew (POST /v1/templates/sync), then send the message again: it goes by the category that Meta has now.',
  ],
  marketing_elsewhere: [
    'Marketing goes another way here',
    'The account has switched marketing templates off on the Cloud API: Meta takes them through its Marketing Messages API alone.',
    'The operator sets "marketingVia": "marketing_messages" for the number (PATCH /v1/numbers/{id}), or switches marketing on again in the WhatsApp Manager. Then send the message again.',
  ],
};
