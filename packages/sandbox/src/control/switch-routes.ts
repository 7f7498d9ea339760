import type { FastifyInstance } from 'fastify';
import { type Switches, setSwitches, switchesOf } from '../account/switches.ts';
import type { Sandbox } from '../sandbox.ts';
import { flag, object, optional, text } from '../shape/shape.ts';
import { requireShape, wrongField } from './control-error.ts';

const shape = object({
  servicePricedFrom: optional(text({ max: 40 })),
  userIds: optional(flag),
  marketingOnCloudApi: optional(flag),
});

/** What is played differently than Meta does it today. */
export function switchRoutes(app: FastifyInstance, { db, changes }: Sandbox): void {
  app.get('/sandbox/settings', () => switchesOf(db));

  app.post('/sandbox/settings', async ({ body }) => {
    requireShape(shape, body);
    const { servicePricedFrom, userIds, marketingOnCloudApi } = (body ?? {}) as Partial<Switches>;
    const from = servicePricedFrom === undefined ? undefined : Date.parse(servicePricedFrom);
    if (Number.isNaN(from)) throw wrongField('servicePricedFrom', 'must be a day such as 2026-10-01.');
    const switches = await db.write(() =>
      setSwitches(db, {
        ...(from !== undefined && { servicePricedFrom: new Date(from).toISOString() }),
        ...(userIds !== undefined && { userIds }),
        ...(marketingOnCloudApi !== undefined && { marketingOnCloudApi }),
      }),
    );
    changes.tell({ kind: 'state' });
    return switches;
  });
}
