import type { Selectable } from 'kysely';
import type { Resolved } from '../contacts/find.ts';
import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Tables, Tx } from '../store/index.ts';

export type NumberRow = Selectable<Tables['business_number']>;

/**
 * The number to send from: the one named, that of the conversation, or the only one the key may use. Throws 422 for
 * one that is unknown or only receives, and 403 for one that the key is not for.
 */
export async function chooseNumber(
  tx: Tx,
  key: CallerKey,
  from: string | undefined,
  recipient?: Resolved,
): Promise<NumberRow> {
  const named = await namedNumber(tx, from, recipient);
  const number = named === undefined ? await onlyNumber(tx, key) : await knownNumber(tx, named);
  if (!mayUse(key, number.id)) throw forbiddenNumber(number.id);
  if (number.state !== 'connected')
    throw invalidField('from', {
      en: `number ${number.id} only receives; connect it in parley.config.json, or send from another one`,
      de: `die Nummer ${number.id} empfängt nur; verbinden Sie sie in parley.config.json, oder senden Sie von einer anderen`,
    });
  return number;
}

/** Whether the key is for this number; one that is bound to none is for all. */
export function mayUse(key: CallerKey, numberId: string): boolean {
  return key.numbers.length === 0 || key.numbers.includes(numberId);
}

/** The numbers that are wished for; a key that is bound gets its own by default, and no others. */
export function numbersWithin(key: CallerKey, wanted: readonly string[]): readonly string[] {
  const outside = wanted.findIndex((number) => !mayUse(key, number));
  if (outside !== -1)
    throw invalidField(`numbers[${outside}]`, {
      en: 'is not one of the numbers that this key is bound to',
      de: 'ist keine der Nummern, an die dieser Schlüssel gebunden ist',
    });
  return wanted.length === 0 ? key.numbers : wanted;
}

/** 403 for a key that is bound to other numbers. */
export function forbiddenNumber(numberId: string): ApiProblem {
  return new ApiProblem({
    status: 403,
    code: 'FORBIDDEN_NUMBER',
    title: { en: 'This key is not for this number', de: 'Dieser Schlüssel gilt nicht für diese Nummer' },
    detail: {
      en: `The API key is bound to other numbers than ${numberId}.`,
      de: `Der API-Schlüssel ist an andere Nummern als ${numberId} gebunden.`,
    },
    remedy: {
      en: 'Use one of the numbers of the key, or a key for this number.',
      de: 'Nehmen Sie eine der Nummern des Schlüssels oder einen Schlüssel für diese Nummer.',
    },
  });
}

async function namedNumber(
  tx: Tx,
  from: string | undefined,
  recipient: Resolved | undefined,
): Promise<string | undefined> {
  const conversationId = recipient?.kind === 'contact' ? recipient.conversationId : undefined;
  if (conversationId === undefined) return from;
  const conversation = await tx
    .selectFrom('conversation')
    .select('number_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  if (from !== undefined && from !== conversation.number_id)
    throw invalidField('from', {
      en: `the conversation belongs to number ${conversation.number_id}; leave it out`,
      de: `die Unterhaltung gehört zur Nummer ${conversation.number_id}; lassen Sie das Feld weg`,
    });
  return conversation.number_id;
}

async function knownNumber(tx: Tx, id: string): Promise<NumberRow> {
  const number = await tx.selectFrom('business_number').selectAll().where('id', '=', id).executeTakeFirst();
  if (number) return number;
  throw invalidField('from', {
    en: `there is no number "${id}"; GET /v1/numbers lists them`,
    de: `es gibt keine Nummer "${id}"; GET /v1/numbers listet alle auf`,
  });
}

async function onlyNumber(tx: Tx, key: CallerKey): Promise<NumberRow> {
  const connected = await tx
    .selectFrom('business_number')
    .selectAll()
    .where('state', '=', 'connected')
    .execute();
  const usable = connected.filter(({ id }) => mayUse(key, id));
  const [only] = usable.length > 0 ? usable : connected;
  if (only && usable.length <= 1) return only;
  throw invalidField(
    'from',
    only
      ? {
          en: 'several numbers are connected; name the one to send from, GET /v1/numbers lists them',
          de: 'mehrere Nummern sind verbunden; nennen Sie die, von der gesendet wird, GET /v1/numbers listet alle auf',
        }
      : {
          en: 'no number is connected yet; connect one first',
          de: 'noch ist keine Nummer verbunden; verbinden Sie zuerst eine',
        },
  );
}
