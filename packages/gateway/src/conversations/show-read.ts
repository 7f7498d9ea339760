import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { BothLanguages } from '../http/wording.ts';
import { cloudApiFor } from '../numbers/cloud-api.ts';
import { metaProblem } from '../numbers/meta-problem.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import type { ConversationRow } from './open.ts';

/** Meta takes a receipt for this long after the message (Meta docs, Mar 2026: mark_message_as_read). */
const READ_REACH_MS = 30 * DAY_MS;

/** Receipts under way: a nicety must not take the connections that messages need. */
const MAX_UNDER_WAY = 16;
const RETRY_SECONDS = 1;

const underWay = new WeakMap<Runtime, number>();

/**
 * Shows the customer that the message (the newest one unless another is named) and all before it have been read, and
 * with `typing` that an answer is being written: for 25 seconds, or until it comes.
 */
export async function showRead(
  runtime: Runtime,
  row: ConversationRow,
  { messageId, typing }: { readonly messageId: string | undefined; readonly typing: boolean },
): Promise<void> {
  const message = await messageToShow(runtime.store.read, row, messageId);
  if (!message?.wamid) throw nothingToRead();
  if (runtime.now().getTime() - message.created_at > READ_REACH_MS) throw readTooLate();
  const api = cloudApiFor(runtime, row.number_id);
  if (!api) throw notConnected();
  const count = underWay.get(runtime) ?? 0;
  if (count >= MAX_UNDER_WAY) throw tooMany();
  underWay.set(runtime, count + 1);
  try {
    const answer = await api.markRead(row.number_id, message.wamid, { typing });
    if (!answer.ok) throw metaProblem(answer);
  } finally {
    underWay.set(runtime, (underWay.get(runtime) ?? 1) - 1);
  }
}

type Shown = { readonly wamid: string | null; readonly created_at: number };

async function messageToShow(
  tx: Tx,
  row: ConversationRow,
  messageId: string | undefined,
): Promise<Shown | undefined> {
  const inbound = tx
    .selectFrom('message')
    .select(['wamid', 'created_at', 'content'])
    .where('conversation_id', '=', row.id)
    .where('direction', '=', 'inbound');
  if (messageId === undefined)
    return newestOf(await inbound.orderBy('seq', 'desc').limit(LOOK_BACK).execute());
  const named = await inbound.where('id', '=', messageId).executeTakeFirst();
  if (named) return named;
  throw invalidField('message', {
    en: 'is no message that the customer wrote in this conversation',
    de: 'ist keine Nachricht, die der Kunde in dieser Unterhaltung geschrieben hat',
  });
}

/** Webhooks come out of order, by a few messages; the newest by Meta's time is among the last that came. */
const LOOK_BACK = 20;

// Of several within a second the one that came last: only that one covers them all. A reaction can't be marked.
function newestOf(rows: readonly (Shown & { readonly content: string })[]): Shown | undefined {
  const readable = rows.filter(
    ({ content }) => (JSON.parse(content) as { type: string }).type !== 'reaction',
  );
  return readable.reduce<Shown | undefined>(
    (newest, row) => (newest && newest.created_at >= row.created_at ? newest : row),
    undefined,
  );
}

function conflict(
  code: string,
  title: BothLanguages,
  detail: BothLanguages,
  remedy: BothLanguages,
): ApiProblem {
  return new ApiProblem({ status: 409, code, title, detail, remedy });
}

function nothingToRead(): ApiProblem {
  return conflict(
    'NOTHING_TO_READ',
    { en: 'There is nothing to read', de: 'Es gibt nichts zu lesen' },
    {
      en: 'The customer has not written in this conversation.',
      de: 'Der Kunde hat in dieser Unterhaltung nichts geschrieben.',
    },
    {
      en: 'Nothing has to be done: WhatsApp shows a receipt, and typing, for a message only.',
      de: 'Es ist nichts zu tun: WhatsApp zeigt eine Lesebestätigung und das Schreiben nur zu einer Nachricht.',
    },
  );
}

function readTooLate(): ApiProblem {
  return conflict(
    'READ_TOO_LATE',
    { en: 'Too late for a receipt', de: 'Zu spät für eine Lesebestätigung' },
    {
      en: 'The message is more than 30 days old; WhatsApp takes no receipt for it any more.',
      de: 'Die Nachricht ist mehr als 30 Tage alt; WhatsApp nimmt dafür keine Lesebestätigung mehr an.',
    },
    { en: 'Nothing has to be done.', de: 'Es ist nichts zu tun.' },
  );
}

function notConnected(): ApiProblem {
  return conflict(
    'NOT_CONNECTED',
    { en: 'The number only receives', de: 'Die Nummer empfängt nur' },
    {
      en: 'The number of this conversation has no access token here.',
      de: 'Die Nummer dieser Unterhaltung hat hier kein Zugriffstoken.',
    },
    {
      en: 'Connect the number in parley.config.json.',
      de: 'Verbinden Sie die Nummer in parley.config.json.',
    },
  );
}

function tooMany(): ApiProblem {
  return new ApiProblem({
    status: 429,
    code: 'TOO_MANY_RECEIPTS',
    title: { en: 'Too many receipts at once', de: 'Zu viele Lesebestätigungen auf einmal' },
    detail: {
      en: `${MAX_UNDER_WAY} receipts are under way already.`,
      de: `${MAX_UNDER_WAY} Lesebestätigungen sind schon unterwegs.`,
    },
    remedy: { en: 'Try again in a second.', de: 'Versuchen Sie es in einer Sekunde noch einmal.' },
    retryAfterSeconds: RETRY_SECONDS,
  });
}
