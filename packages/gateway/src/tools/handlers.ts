import type { ToolState } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import { currentContact } from '../contacts/find.ts';
import { invalidField, notFound } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables } from '../store/index.ts';
import { listStates } from './list-states.ts';
import { sealedValue } from './sealed-value.ts';
import { readTool } from './tool-name.ts';
import { writeState } from './write-state.ts';

/** A tool's keys are ids and names; a page's cursor is a key, and cursors have 200 characters at most. */
const MAX_KEY_LENGTH = 200;

/** The tools' own small state. */
export function toolStateHandlers(
  runtime: Runtime,
): Pick<Handlers, 'listToolState' | 'getToolState' | 'putToolState' | 'deleteToolState'> {
  const { store, secrets } = runtime;
  const view = (row: Selectable<Tables['tool_state']>): ToolState => ({
    key: row.key,
    value: JSON.parse(secrets.open(row.value)) as unknown,
    version: row.version,
    contactId: row.contact_id,
  });
  return {
    async listToolState({ params, query }) {
      const { rows, cursor } = await listStates(store.read, readTool(params), query);
      return { items: rows.map(view), cursor };
    },

    async getToolState({ params }) {
      const tool = readTool(params);
      const key = readKey(params);
      const row = await store.read
        .selectFrom('tool_state')
        .selectAll()
        .where('tool', '=', tool)
        .where('key', '=', key)
        .executeTakeFirst();
      if (!row) throw notFound('state', key);
      return view(row);
    },

    async putToolState({ params, body }) {
      const tool = readTool(params);
      const key = readKey(params);
      // Sealing and measuring need no transaction: others need not wait for them.
      const value = sealedValue(secrets, body.value);
      return store.write(async (tx) => {
        const contactId = body.contactId === undefined ? null : await currentContact(tx, body.contactId);
        if (contactId === undefined)
          throw invalidField('contactId', {
            en: `there is no contact "${body.contactId}"; it may have been erased`,
            de: `es gibt keinen Kontakt "${body.contactId}"; vielleicht wurde er gelöscht`,
          });
        const now = runtime.now().getTime();
        const version = await writeState(tx, { tool, key, value, contactId }, body.ifVersion, now);
        return { key, version };
      });
    },

    async deleteToolState({ params }) {
      const tool = readTool(params);
      const key = readKey(params);
      await store.write((tx) =>
        tx.deleteFrom('tool_state').where('tool', '=', tool).where('key', '=', key).execute(),
      );
      return undefined;
    },
  };
}

function readKey(params: Readonly<Record<string, string>>): string {
  const key = params.key ?? '';
  if (key === '' || key.length > MAX_KEY_LENGTH)
    throw invalidField('key', {
      en: `must have 1 to ${MAX_KEY_LENGTH} characters`,
      de: `muss 1 bis ${MAX_KEY_LENGTH} Zeichen haben`,
    });
  return key;
}
