import { numberUnnamed } from '../consent/problems.ts';
import { replaceToken } from '../credentials/replace.ts';
import { changeForwardTo, checkForwardTo } from '../forwarding/forward-to.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { blockHandlers } from './block-list.ts';
import { changeAtMeta } from './change-at-meta.ts';
import { changeNumber } from './change-number.ts';
import { chatLink } from './chat-link.ts';
import { mayUse } from './choose-number.ts';
import { namedNumber } from './named-number.ts';
import { registrationHandlers } from './registration.ts';
import { viewNumberFor } from './view.ts';

/** The calls about business numbers. */
export function numberHandlers(
  runtime: Runtime,
): Pick<
  Handlers,
  | 'listNumbers'
  | 'getNumber'
  | 'changeNumber'
  | 'createNumberLink'
  | 'listBlocked'
  | 'blockContact'
  | 'unblockContact'
  | 'requestNumberCode'
  | 'verifyNumber'
  | 'registerNumber'
> {
  return {
    async listNumbers({ key, language }) {
      const rows = await runtime.store.read.selectFrom('business_number').selectAll().orderBy('id').execute();
      const mine = rows.filter(({ id }) => mayUse(key, id));
      return { items: mine.map((row) => viewNumberFor(row, language)), cursor: null };
    },
    async getNumber({ params, key, language }) {
      return viewNumberFor(await namedNumber(runtime.store.read, key, params.id), language);
    },
    async changeNumber({ params, body, key, language }) {
      const { id } = await namedNumber(runtime.store.read, key, params.id);
      const { stopped, forwardTo, marketingVia } = body;
      if (forwardTo != null) checkForwardTo(runtime, forwardTo);
      if (body.token !== undefined) await replaceToken(runtime, id, body.token);
      await changeAtMeta(runtime, id, body);
      if (forwardTo !== undefined)
        await runtime.store.write((tx) => changeForwardTo(tx, runtime, id, forwardTo));
      if (marketingVia !== undefined)
        await runtime.store.write((tx) =>
          changeNumber(tx, id, { marketing_via: marketingVia }, runtime.now()),
        );
      if (stopped !== undefined)
        await runtime.store.write((tx) => changeNumber(tx, id, { stopped: stopped ? 1 : 0 }, runtime.now()));
      return viewNumberFor(await namedNumber(runtime.store.read, key, id), language);
    },
    async createNumberLink({ params, body, key, language }) {
      const { id, display_number } = await namedNumber(runtime.store.read, key, params.id);
      if (display_number === null) throw numberUnnamed(id, language);
      const { text, source } = body;
      const tag = source === undefined ? undefined : `(#${source})`;
      const filled = [text, tag].filter((part) => part !== undefined).join(' ');
      const written = filled === '' ? undefined : filled;
      return { text: written ?? null, source: source ?? null, ...chatLink(display_number, written) };
    },
    ...blockHandlers(runtime),
    ...registrationHandlers(runtime),
  };
}
