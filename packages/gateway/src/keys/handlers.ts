import { randomBytes } from 'node:crypto';
import type { Key } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import { readAll } from '../http/all-faults.ts';
import { ApiProblem, invalidField, notFound } from '../http/api-problem.ts';
import type { CallerKey, Handlers } from '../http/handler.ts';
import { readNumbers } from '../numbers/known-numbers.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { newId } from '../store/new-id.ts';
import type { Keyring } from './keyring.ts';

/** A key text of our own making: 256 random bits, and a prefix by which leaks are found. */
export function newKeyText(): string {
  return `prl_${randomBytes(32).toString('base64url')}`;
}

/** The calls about API keys. A key's text is shown once, when it is made; stored is its keyed hash. */
export function keyHandlers(
  runtime: Runtime,
  keyring: Keyring,
): Pick<Handlers, 'createKey' | 'listKeys' | 'revokeKey'> {
  return {
    async createKey({ body, key: caller }) {
      const text = body.key ?? newKeyText();
      const [numbers] = await readAll(
        () => readNumbers(runtime.store.read, caller, body.numbers),
        () => checkKeyText(text),
      );
      const row = {
        id: newId('key'),
        name: body.name,
        hash: runtime.secrets.hash('api-key', text),
        scopes: JSON.stringify([...new Set(body.scopes)]),
        numbers: JSON.stringify([...new Set(numbers)]),
        tool: body.tool ?? null,
        sends_per_day: body.sendsPerDay ?? null,
        created_at: runtime.now().getTime(),
        last_used_at: null,
      };
      await runtime.store.write(async (tx) => {
        const known = await tx
          .selectFrom('api_key')
          .select('id')
          .where('hash', '=', row.hash)
          .executeTakeFirst();
        if (known) throw keyExists();
        await tx.insertInto('api_key').values(row).execute();
      });
      runtime.log.info({ key: row.id, by: caller.id, scopes: body.scopes }, 'api key made');
      return { ...viewKey(row), key: text };
    },

    async listKeys({ key: caller }) {
      const rows = await runtime.store.read.selectFrom('api_key').selectAll().orderBy('created_at').execute();
      const items = rows.map(viewKey).filter(({ numbers }) => mayManage(caller, numbers));
      return { items, cursor: null };
    },

    async revokeKey({ params, key: caller }) {
      const id = params.id ?? '';
      await runtime.store.write(async (tx) => {
        const row = await tx.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row || !mayManage(caller, viewKey(row).numbers)) throw notFound('key', id);
        await tx.deleteFrom('api_key').where('id', '=', id).execute();
      });
      keyring.forget();
      runtime.log.info({ key: id, by: caller.id }, 'api key revoked');
    },
  };
}

function checkKeyText(text: string): void {
  if (!/^[\x21-\x7e]+$/.test(text))
    throw invalidField('key', {
      en: 'must be letters, digits and signs of ASCII without spaces: it travels in a header',
      de: 'muss aus Buchstaben, Ziffern und Zeichen von ASCII ohne Leerzeichen bestehen: Er reist in einem Header',
    });
}

// Whoever is trusted with some numbers must not come by a key for the others.
function mayManage(caller: CallerKey, numbers: readonly string[]): boolean {
  if (caller.numbers.length === 0) return true;
  return numbers.length > 0 && numbers.every((number) => caller.numbers.includes(number));
}

function viewKey(row: Selectable<Tables['api_key']>): Key {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    numbers: JSON.parse(row.numbers) as string[],
    tool: row.tool,
    sendsPerDay: row.sends_per_day,
    createdAt: instantOf(row.created_at),
    lastUsedAt: instantOf(row.last_used_at),
  };
}

function keyExists(): ApiProblem {
  return new ApiProblem({
    status: 409,
    code: 'KEY_EXISTS',
    title: { en: 'This key text is taken', de: 'Dieser Schlüsseltext ist vergeben' },
    detail: {
      en: 'There is a key with this very text already.',
      de: 'Es gibt schon einen Schlüssel mit genau diesem Text.',
    },
    remedy: {
      en: 'Choose another text, or leave it out and have one made.',
      de: 'Wählen Sie einen anderen Text, oder lassen Sie ihn weg, damit einer erzeugt wird.',
    },
  });
}
