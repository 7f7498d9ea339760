import type { Recipient } from '@parley/core/gateway-api';
import { spreadSuppression } from '../consent/suppression.ts';
import { currentConversation } from '../conversations/current.ts';
import { invalidField } from '../http/api-problem.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { identitiesOf, ownerOf, ownersOf, type PersonNamed } from './identities.ts';
import { type KnownContact, recognise } from './known.ts';
import { addIdentity, type Source, setUsername, takeIdentity } from './learn.ts';
import { mergeContacts } from './merge.ts';
import { readPhone, userIdProblem } from './recipient-form.ts';
import { tellContact } from './tell-contact.ts';

export type { PersonNamed } from './identities.ts';

/** Whom a request is about: somebody known, or an identity nobody has yet. */
export type Resolved =
  | { readonly kind: 'contact'; readonly contactId: string; readonly conversationId?: string }
  | { readonly kind: 'new'; readonly phone?: string; readonly userId?: string };

const fillName = statement((db, { id, name }: { id: string; name: string }) =>
  db.updateTable('contact').set({ name }).where('id', '=', id).where('name', 'is', null),
);

/** The id of the contact with one of these identities; the phone number counts first. */
export async function findContact(tx: Tx, person: PersonNamed): Promise<string | undefined> {
  for (const identity of identitiesOf(person)) {
    const owner = await ownerOf(tx, identity);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/**
 * Finds the contact or makes it, and adds the identities it did not have. Identities that belong to several contacts
 * say that these are one person: they become one. `said` is Meta's time of what names the person, so that a number that
 * has changed hands since is still its holder's of then; `known` is what is stored of it, where that was read.
 */
export async function findOrCreateContact(
  tx: Tx,
  runtime: Runtime,
  person: PersonNamed,
  source: string,
  at: Date,
  said?: Date,
): Promise<{ id: string; created: boolean; known?: KnownContact }> {
  const known = await recognise(tx, person);
  if (known && !(await hadFormerOwner(tx, known, person, said)))
    return { id: known.id, created: false, known };
  const [found, ...others] = await ownersOf(tx, person, said);
  const id = found ?? (await createContact(tx, person, { source, at }));
  for (const merged of others) await mergeContacts(tx, runtime, { survivor: id, merged, at: said ?? at });
  // A name that people set stays; the profile's only fills the gap.
  if (found !== undefined && person.name) await fillName.change(tx, { id, name: person.name });
  const isTold = found !== undefined && (await learn(tx, id, person, { source, at, said }));
  if (found === undefined && person.username)
    await setUsername(tx, id, person.username, { source, at, said });
  await spreadSuppression(tx, runtime, id);
  if (isTold && others.length === 0) await tellContact(tx, runtime, id, at);
  return { id, created: found === undefined };
}

// Whether people should hear of it: another name, or a number that was hidden. A user id is for machines.
async function learn(tx: Tx, id: string, person: PersonNamed, from: Source): Promise<boolean> {
  let isTold = false;
  for (const identity of identitiesOf(person)) {
    const isNew = await addIdentity(tx, id, identity, from);
    isTold ||= isNew && identity.kind === 'phone';
  }
  const isRenamed = person.username !== undefined && (await setUsername(tx, id, person.username, from));
  return isTold || isRenamed;
}

// Only what was said before the identity was taken down can mean somebody else.
async function hadFormerOwner(
  tx: Tx,
  known: KnownContact,
  person: PersonNamed,
  said: Date | undefined,
): Promise<boolean> {
  if (said === undefined || known.identities.every(({ since }) => since <= said.getTime())) return false;
  const owners = await ownersOf(tx, person, said);
  return owners.some((owner) => owner !== known.id);
}

async function createContact(tx: Tx, person: PersonNamed, { source, at }: Source): Promise<string> {
  const id = newId('ctc');
  await tx
    .insertInto('contact')
    .values({ id, name: person.name ?? null, attributes: '{}', created_at: at.getTime() })
    .execute();
  for (const identity of identitiesOf(person)) await takeIdentity(tx, id, identity, { source, at });
  return id;
}

/** Reads `to` of a request; throws the problem that names `path` when it is malformed or names nobody. */
export async function resolveRecipient(tx: Tx, to: Recipient, path: string): Promise<Resolved> {
  if (typeof to === 'string') return byPhone(tx, to, path);
  if ('phone' in to) return byPhone(tx, to.phone, `${path}.phone`);
  if ('userId' in to) return byUserId(tx, to.userId, `${path}.userId`);
  if ('contactId' in to) return byContact(tx, to.contactId, `${path}.contactId`);
  return byConversation(tx, to.conversationId, `${path}.conversationId`);
}

async function byPhone(tx: Tx, text: string, path: string): Promise<Resolved> {
  const read = readPhone(text);
  if ('problem' in read) throw invalidField(path, read.problem);
  const { phone } = read;
  const contactId = await findContact(tx, { phone });
  return contactId === undefined ? { kind: 'new', phone } : { kind: 'contact', contactId };
}

async function byUserId(tx: Tx, userId: string, path: string): Promise<Resolved> {
  const problem = userIdProblem(userId);
  if (problem) throw invalidField(path, problem);
  const contactId = await findContact(tx, { userId });
  return contactId === undefined ? { kind: 'new', userId } : { kind: 'contact', contactId };
}

async function byContact(tx: Tx, id: string, path: string): Promise<Resolved> {
  const contactId = await currentContact(tx, id);
  if (contactId === undefined)
    throw invalidField(path, {
      en: `there is no contact "${id}"; it may have been erased`,
      de: `es gibt keinen Kontakt "${id}"; vielleicht wurde er gelöscht`,
    });
  return { kind: 'contact', contactId };
}

async function byConversation(tx: Tx, id: string, path: string): Promise<Resolved> {
  const row = await currentConversation(tx, id);
  const contactId = row && (await currentContact(tx, row.contact_id));
  if (row === undefined || contactId === undefined)
    throw invalidField(path, {
      en: `there is no conversation "${id}"; its contact may have been erased`,
      de: `es gibt keine Unterhaltung "${id}"; vielleicht wurde ihr Kontakt gelöscht`,
    });
  return { kind: 'contact', contactId, conversationId: row.id };
}

/** The id that stands for this contact today: merged ones resolve to the one that remains, erased ones to nothing. */
export async function currentContact(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('contact')
    .select(['id', 'merged_into', 'erased_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.erased_at !== null) return undefined;
  return row.merged_into === null ? row.id : currentContact(tx, row.merged_into);
}
