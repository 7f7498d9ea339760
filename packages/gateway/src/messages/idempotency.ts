import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';

/** Long enough for any id of a workflow's; a whole body is a mistake. */
const KEY_LIMIT = 200;

/** Callers repeat for as long as Meta does, which is 7 days; one more, and a margin. */
const KEPT_MS = 9 * DAY_MS;

/** What a call said under its Idempotency-Key; undefined without one. */
export type Repeatable = { readonly keyId: string; readonly key: string; readonly bodyHash: string };

/** Reads the Idempotency-Key of a call; the same words in another order are the same body. */
export function repeatable(
  runtime: Runtime,
  call: { readonly key: CallerKey; readonly idempotencyKey: string | undefined },
  operation: string,
  body: unknown,
): Repeatable | undefined {
  const { idempotencyKey: key } = call;
  if (key === undefined) return undefined;
  if (key === '' || key.length > KEY_LIMIT)
    throw invalidField('Idempotency-Key', {
      en: `must have 1 to ${KEY_LIMIT} characters`,
      de: `muss 1 bis ${KEY_LIMIT} Zeichen haben`,
    });
  const bodyHash = runtime.secrets.hash('idempotency', `${operation} ${JSON.stringify(sorted(body))}`);
  return { keyId: call.key.id, key, bodyHash };
}

/** The answer that was given before under this key; throws 409 when it was for something else. */
export async function earlierAnswer(tx: Tx, repeated: Repeatable | undefined): Promise<string | undefined> {
  if (!repeated) return undefined;
  const row = await tx
    .selectFrom('idempotency')
    .select(['body_hash', 'answer'])
    .where('key_id', '=', repeated.keyId)
    .where('key', '=', repeated.key)
    .executeTakeFirst();
  if (!row || row.body_hash === repeated.bodyHash) return row?.answer;
  throw new ApiProblem({
    status: 409,
    code: 'IDEMPOTENCY_CONFLICT',
    title: {
      en: 'The Idempotency-Key was used for another request',
      de: 'Der Idempotency-Key wurde für eine andere Anfrage verwendet',
    },
    detail: {
      en: 'A request with this Idempotency-Key and another body was accepted before; nothing was done now.',
      de: 'Eine Anfrage mit diesem Idempotency-Key und anderem Inhalt wurde früher angenommen; jetzt ist nichts geschehen.',
    },
    remedy: {
      en: 'Use a new key for a new request, or repeat the first one unchanged.',
      de: 'Nehmen Sie für eine neue Anfrage einen neuen Schlüssel, oder wiederholen Sie die erste unverändert.',
    },
  });
}

/** Keeps the first accepted answer, in the transaction that made it true. */
export async function keepAnswer(
  tx: Tx,
  repeated: Repeatable | undefined,
  status: number,
  answer: string,
  at: Date,
): Promise<void> {
  if (!repeated) return;
  await tx
    .insertInto('idempotency')
    .values({
      key_id: repeated.keyId,
      key: repeated.key,
      body_hash: repeated.bodyHash,
      status,
      answer,
      created_at: at.getTime(),
    })
    .execute();
}

/** Forgets answers that nobody will ask for again. */
export async function forgetAnswers(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('idempotency')
    .where('created_at', '<', now.getTime() - KEPT_MS)
    .execute();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
