import { notFound } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { changeNumber } from './change-number.ts';
import { forbiddenNumber, mayUse } from './choose-number.ts';
import { viewNumber } from './view.ts';

/** The calls about business numbers. */
export function numberHandlers(runtime: Runtime): Pick<Handlers, 'listNumbers' | 'changeNumber'> {
  return {
    async listNumbers({ key }) {
      const rows = await runtime.store.read.selectFrom('business_number').selectAll().orderBy('id').execute();
      return { items: rows.filter(({ id }) => mayUse(key, id)).map(viewNumber), cursor: null };
    },
    async changeNumber({ params, body, key }) {
      const id = params.id ?? '';
      if (!mayUse(key, id)) throw forbiddenNumber(id);
      const change =
        body.stopped === undefined ? {} : { stopped: body.stopped ? (1 as const) : (0 as const) };
      const number = await runtime.store.write((tx) => changeNumber(tx, id, change, runtime.now()));
      if (!number) throw notFound('number', id);
      return number;
    },
  };
}
