import { asksToReturn, consentStanding } from '@parley/core/consent';
import { readPhoneNumber, shieldOf } from '@parley/core/contact';
import type { Facts } from '@parley/core/policy';
import { defaultAiDisclosure, readBusiness } from '../business/business.ts';
import { consentRows, toConsentEvent } from '../consent/standing.ts';
import { suppressionOfIdentities, suppressionOfPerson } from '../consent/suppression.ts';
import type { Resolved } from '../contacts/find.ts';
import { identitiesOf, storedIdentities } from '../contacts/identities.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { findTemplate } from '../templates/catalogue.ts';
import { loadConversationFacts } from './conversation-facts.ts';
import { loadLimits } from './load-limits.ts';

/** Whom and what a decision is about. */
export type FactsQuery = {
  readonly recipient: Resolved;
  readonly numberId: string;
  readonly template?: { readonly name: string; readonly language: string } | undefined;
  /** The message decided again: what it took at its acceptance does not stand against itself. */
  readonly messageId?: string | undefined;
  /** The moment the decision is for; consent requests lapse by it. */
  readonly now: Date;
  /** It writes first or advertises, which has limits; to answer somebody has none. */
  readonly isLimited?: boolean | undefined;
  /** It is about to leave, and has to keep the pace to the person. */
  readonly isLeaving?: boolean | undefined;
};

const findNumber = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('business_number')
    .select([
      'account_id',
      'stopped',
      'quality',
      'info',
      'limited_until',
      'flagged',
      'restriction',
      'restricted_until',
    ])
    .where('id', '=', id),
);

const findAttributes = statement((db, { contactId }: { contactId: string }) =>
  db.selectFrom('contact').select('attributes').where('id', '=', contactId),
);

/**
 * Everything a decision depends on, read in one go and storing nothing: a person who is no contact yet has the facts
 * of a stranger. Throws when anything can't be read, and then nothing may be sent.
 */
export async function loadFacts(tx: Tx, runtime: Runtime, query: FactsQuery): Promise<Facts> {
  const { recipient, now } = query;
  const number = await findNumber.first(tx, { id: query.numberId });
  if (!number) throw new Error('A decision was asked for about a number that is not stored.');
  const business = await readBusiness(tx);
  const template = query.template
    ? await findTemplate(tx, number.account_id, query.template.name, query.template.language)
    : undefined;
  const person =
    recipient.kind === 'contact'
      ? await factsOfContact(tx, runtime, recipient.contactId, query)
      : await factsOfStranger(tx, runtime, recipient, now);
  const contactId = recipient.kind === 'contact' ? recipient.contactId : undefined;
  const limits = query.isLimited ? await loadLimits(tx, runtime, { business, number, contactId, now }) : {};
  return {
    ...person,
    limits: { ...limits, ...person.limits },
    consentMode: runtime.settings.consentMode,
    stopped: business.stopped || number.stopped === 1,
    aiDisclosure: business.aiDisclosure,
    ...(isDefaultDisclosure(business.aiDisclosure)
      ? { otherDisclosures: Object.values(defaultAiDisclosure) }
      : {}),
    timeZone: business.timeZone,
    allowedHosts: runtime.settings.allowedHosts,
    ...(template ? { template } : {}),
  };
}

// A business that kept the default may greet each customer in either language.
function isDefaultDisclosure(sentence: string): boolean {
  return Object.values<string>(defaultAiDisclosure).includes(sentence);
}

type PersonFacts = Omit<Facts, 'consentMode' | 'stopped' | 'aiDisclosure' | 'template' | 'allowedHosts'>;

async function factsOfContact(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
  { numberId, messageId, now, isLeaving }: FactsQuery,
): Promise<PersonFacts> {
  const identities = await storedIdentities(tx, contactId);
  const suppression = await suppressionOfIdentities(tx, runtime, identities);
  const contact = await findAttributes.first(tx, { contactId });
  const shield = contact && shieldOf(JSON.parse(contact.attributes) as Record<string, string>);
  return {
    recipient: addressOf(identities),
    ...(shield ? { shield } : {}),
    ...(suppression ? { suppression } : {}),
    ...(await consentFacts(tx, contactId, now)),
    ...(await loadConversationFacts(tx, {
      contactId,
      numberId,
      messageId,
      pacedAt: isLeaving ? now : undefined,
    })),
  };
}

async function consentFacts(
  tx: Tx,
  contactId: string,
  now: Date,
): Promise<Pick<Facts, 'consent' | 'returningTo'>> {
  const events = (await consentRows(tx, contactId)).map(toConsentEvent);
  const consent = consentStanding(events, now);
  const isReturning = consent.marketing.state === 'withdrawn' && asksToReturn(events, 'marketing', now);
  return { consent, ...(isReturning ? { returningTo: ['marketing'] } : {}) };
}

async function factsOfStranger(
  tx: Tx,
  runtime: Runtime,
  person: Extract<Resolved, { kind: 'new' }>,
  now: Date,
): Promise<PersonFacts> {
  const suppression = await suppressionOfPerson(tx, runtime, person);
  return {
    recipient: addressOf(identitiesOf(person)),
    ...(suppression ? { suppression } : {}),
    consent: consentStanding([], now),
  };
}

function addressOf(
  identities: readonly { readonly kind: string; readonly value: string }[],
): Facts['recipient'] {
  const phone = identities.find(({ kind }) => kind === 'phone')?.value;
  const read = phone === undefined ? undefined : readPhoneNumber(phone);
  const userId = identities.find(({ kind }) => kind === 'bsuid' || kind === 'parent_bsuid')?.value;
  // A user id begins with the country of the number that it stands for.
  const country = read?.ok ? read.number.country : userId?.slice(0, 2);
  return {
    hasPhone: phone !== undefined,
    hasUserId: userId !== undefined,
    ...(country === undefined ? {} : { country }),
  };
}
