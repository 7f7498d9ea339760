import type { Catalogue, Phrasing, Words } from './sentence.ts';

const onOrNothing = (since: string | undefined) => (since ? ` on ${since}` : '');
const wordOrNothing = (word: string | undefined) => (word ? ` with “${word}”` : '');
const named = ({ template }: Phrasing) => (template ? `The template ${template}` : 'The template');

const numberLimits = {
  daily: 'As many different people as Meta allows in 24 hours have been written to already.',
  spam: 'Meta takes nothing more from this number for now, because too many people reported it.',
  quality: 'Meta rates the quality of this number as low; advertising waits until it recovers.',
  account: 'Meta has restricted the account: for now it may not write to anybody first.',
  other: 'This number has reached its limit.',
} satisfies Record<NonNullable<Phrasing['limit']> | 'other', string>;

const notAddressable: Readonly<Record<NonNullable<Phrasing['trouble']> | 'unknown', Words>> = {
  unknown: {
    reason: 'Neither a phone number nor a WhatsApp user id of this person is known.',
    remedy: 'Add a phone number.',
  },
  undelivered: {
    reason: 'The last three messages to this person could not be delivered.',
    remedy: 'Check the number; once the person writes, they can be reached again.',
  },
  experiment: {
    reason: 'WhatsApp keeps this template from this person for an experiment of its own.',
    remedy: 'Use another way for this person; other messages remain possible.',
  },
};

/** The sentences of every decision code. */
export const english: Catalogue = {
  SERVICE_REPLY: () => ({ reason: 'An answer to a message of the last 24 hours.', remedy: null }),
  SERVICE_REPLY_OPTED_OUT: () => ({
    reason:
      'An answer to a message of the last 24 hours; the person has opted out: answer only, no advertising.',
    remedy: null,
  }),
  MINIMAL_REPLY: () => ({
    reason: 'An answer to a new message of a person whose data was erased: only what is needed.',
    remedy: null,
  }),
  CASE_REPLY: () => ({
    reason: 'The one template that may answer an open case after the 24 hours.',
    remedy: null,
  }),
  CONSENT_REQUEST: () => ({ reason: 'A neutral question for consent, without advertising.', remedy: null }),
  UTILITY_BASIS: () => ({
    reason: 'The person agreed to these notifications, or a contract needs them.',
    remedy: null,
  }),
  AUTHENTICATION_REQUESTED: () => ({ reason: 'The person has just asked for this code.', remedy: null }),
  MARKETING_CONSENT: () => ({ reason: 'There is a confirmed consent to advertising.', remedy: null }),
  OPT_OUT_CONFIRMATION: () => ({ reason: 'The one confirmation of an opt-out.', remedy: null }),
  HELP_ANSWER: () => ({ reason: 'An answer to a call for help.', remedy: null }),
  WINDOW_CLOSED: (told) => ({
    reason: windowClosed(told),
    remedy: 'Choose an approved template, or hold the message until the customer writes again.',
  }),
  NO_CONSENT: ({ caseReplyAt, shield }) =>
    shield
      ? {
          reason: `The person is noted as ${shield === 'minor' ? 'a minor' : 'vulnerable'}; no advertising goes to them.`,
          remedy: 'Send them no advertising; answers and what they need to know stay possible.',
        }
      : {
          reason: caseReplyAt
            ? `The one template that may answer this case went out on ${caseReplyAt} already, and there is no other consent.`
            : 'There is no provable consent for this message.',
          remedy: caseReplyAt
            ? 'Wait until the customer writes again; then you may answer freely for 24 hours.'
            : 'Ask for consent in the chat once the person writes, and record it with its proof.',
        },
  NO_REQUEST: () => ({
    reason: 'Nobody asked for a code in the last 10 minutes.',
    remedy: 'Record the request (purpose authentication, action request), then send the code.',
  }),
  UNPROVEN: () => ({
    reason: 'The imported consent has no proof.',
    remedy: 'Have the person confirm the consent in WhatsApp.',
  }),
  PENDING_CONFIRMATION: ({ since }) => ({
    reason: `The consent is not confirmed yet${since ? ` (since ${since})` : ''}.`,
    remedy: 'Wait until the person confirms with YES.',
  }),
  WITHDRAWN: ({ since, word }) => ({
    reason: `The customer opted out${onOrNothing(since)}${wordOrNothing(word)}.`,
    remedy: 'Respect it; only the person can opt in again.',
  }),
  OBJECTED: ({ since }) => ({
    reason: `The customer objected to advertising${onOrNothing(since)}.`,
    remedy: 'Respect it; only a new, explicit and confirmed consent of the person ends it.',
  }),
  STOP_ALL: ({ since, word }) => ({
    reason: `The customer stopped all messages${onOrNothing(since)}${wordOrNothing(word)}.`,
    remedy: 'Answer only when the person writes again; with START they opt in again themselves.',
  }),
  PROVIDER_STOP: () => ({
    reason: 'The customer switched off marketing in WhatsApp; only they can switch it on again there.',
    remedy: 'Send them no marketing; other messages remain possible.',
  }),
  ON_HOLD: () => ({
    reason: 'The customer may have opted out; until somebody has settled that, no marketing goes out.',
    remedy: 'Read their last message, and confirm or dismiss the opt-out.',
  }),
  SUPPRESSED: ({ since }) => ({
    reason: `This person's data was erased${onOrNothing(since)}; they are not written to any more.`,
    remedy: 'Do not write to them; if they write, you may answer for 24 hours.',
  }),
  NOT_ADDRESSABLE: ({ trouble }) => notAddressable[trouble ?? 'unknown'],
  AUTH_NEEDS_PHONE: () => ({
    reason: 'WhatsApp delivers codes to phone numbers only, and this person does not show theirs.',
    remedy: 'Ask for the phone number in the chat.',
  }),
  TEMPLATE_NOT_FOUND: (phrasing) => ({
    reason: `${named(phrasing)} does not exist.`,
    remedy: 'Check name and language; a new template appears after the next sync with Meta.',
  }),
  TEMPLATE_NOT_APPROVED: (phrasing) => ({
    reason: `${named(phrasing)} is not approved by WhatsApp.`,
    remedy: 'Choose an approved template, or wait for the review.',
  }),
  TEMPLATE_PAUSED: (phrasing) => ({
    reason: `${named(phrasing)} was paused by WhatsApp for bad ratings.`,
    remedy: 'Choose another template, or wait until the pause ends.',
  }),
  TEMPLATE_VARIABLES: (phrasing) => ({
    reason: `${named(phrasing)} is not filled in correctly: ${phrasing.faults.join(' ')}`.trim(),
    remedy: 'Fill in the fields that are named.',
  }),
  PROVIDER_REGION: () => ({
    reason: 'WhatsApp delivers no marketing templates to United States numbers at present.',
    remedy: 'Use another way for this person.',
  }),
  TAKEN_BY_PERSON: ({ by, since }) => ({
    reason: `${by ?? 'A person'} has this conversation${since ? ` since ${since}` : ''}; automated answers wait.`,
    remedy: 'Release or resolve the conversation, and automations answer again.',
  }),
  AI_DISCLOSURE_MISSING: ({ disclosure }) => ({
    reason: 'The first answer of an AI has to say that an AI is writing.',
    remedy: `Put this sentence into the message: “${disclosure ?? ''}”`,
  }),
  KILL_SWITCH: () => ({
    reason: 'Sending is stopped.',
    remedy: 'Lift the stop of the business or the number once its reason is gone.',
  }),
  SCHEDULED: ({ until }) => ({
    reason: `The message goes out${until ? ` on ${until}` : ' later'}.`,
    remedy: null,
  }),
  HELD_UNTIL_REPLY: ({ until }) => ({
    reason: `The message waits until the customer writes again${until ? `, until ${until} at the latest` : ''}; the 24 hours are over.`,
    remedy: null,
  }),
  QUIET_HOURS: ({ until }) => ({
    reason: `These are quiet hours; the message goes out after them${until ? ` (${until})` : ''}.`,
    remedy: null,
  }),
  FREQUENCY_CAP: ({ until }) => ({
    reason: `This person has had enough messages of this kind for now; the next one goes out${until ? ` on ${until}` : ' later'}.`,
    remedy: null,
  }),
  PAIR_LIMIT: ({ until }) => ({
    reason: `Too many messages go to this person right now; it goes on in a moment${until ? ` (${until})` : ''}.`,
    remedy: null,
  }),
  NUMBER_LIMIT: ({ limit, until }) => ({
    reason: `${numberLimits[limit ?? 'other']} The message goes out as soon as Meta allows${until ? `, on ${until} at the earliest` : ''}.`,
    remedy: null,
  }),
  ECOSYSTEM: ({ until }) => ({
    reason: `Meta delivers no marketing to this person right now; the next try follows${until ? ` on ${until}` : ' later'}.`,
    remedy: null,
  }),
};

function windowClosed({ since, plannedFor }: Phrasing): string {
  if (plannedFor)
    return `At the planned time (${plannedFor}) the 24 hours since the customer's last message are over; WhatsApp then allows no free text.`;
  return since
    ? `The customer's last message (${since}) is more than 24 hours old; after that WhatsApp allows no free text.`
    : 'The customer has not written in the last 24 hours; WhatsApp allows free text only within 24 hours of a message.';
}
