import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { isFields } from '../shape/shape.ts';
import { isSubscribed, overrideOf, setOverride, setSubscribed } from '../webhooks/subscription.ts';
import { verifyCallback } from './callback.ts';
import { pickFields } from './fields.ts';
import { unknownObject } from './graph-error.ts';
import { NUMBER_FIELDS, nodeOfNumber } from './number-routes.ts';
import { pageOf } from './paging.ts';
import { VERSION } from './version.ts';

type Params = { Params: { version: string; id: string } };
type Query = { Querystring: { fields?: string; limit?: string; after?: string; before?: string } };

/** The account's numbers, and whether the app receives its webhooks. */
export function accountRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, account, numbers } = sandbox;
  const own = (id: string, method: string): void => {
    if (id !== account.businessAccountId) throw unknownObject(id, method);
  };

  app.get<Params & Query>(`${VERSION}/:id/phone_numbers`, (request) => {
    own(request.params.id, 'get');
    const page = pageOf(
      numbers.map((number) => nodeOfNumber(sandbox, number)),
      request.query,
      new URL(request.url, sandbox.origin()),
    );
    return { ...page, data: page.data.map((one) => pickFields(one, request.query.fields, NUMBER_FIELDS)) };
  });

  const path = `${VERSION}/:id/subscribed_apps`;

  app.get<Params>(path, ({ params: { id } }) => {
    own(id, 'get');
    if (!isSubscribed(db)) return { data: [] };
    const override = overrideOf(db, account.businessAccountId);
    const app = {
      id: account.appId,
      name: 'Parley Sandbox',
      link: 'https://www.facebook.com/games/?app_id=0',
    };
    return {
      data: [{ whatsapp_business_api_data: app, ...(override && { override_callback_uri: override }) }],
    };
  });

  app.post<Params>(path, async ({ params: { id }, body }) => {
    own(id, 'post');
    const { override_callback_uri: address, verify_token: token } = isFields(body) ? body : {};
    // A call without a body clears the address that the account had of its own.
    const override = address === undefined ? undefined : await verifyCallback(sandbox, address, token);
    await db.write(() => {
      setSubscribed(db, true);
      setOverride(db, account.businessAccountId, override);
    });
    return { success: true };
  });

  app.delete<Params>(path, async ({ params: { id } }) => {
    own(id, 'delete');
    await db.write(() => setSubscribed(db, false));
    return { success: true };
  });
}
