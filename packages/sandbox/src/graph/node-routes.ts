import type { FastifyInstance } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { addressOf, findMedia } from '../media/media-store.ts';
import { requestName } from '../numbers/display-name.ts';
import { setPin } from '../numbers/register-number.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, isFields, object, optional, text } from '../shape/shape.ts';
import { editTemplate } from '../templates/create-template.ts';
import { findTemplateById } from '../templates/template.ts';
import { setOverride } from '../webhooks/subscription.ts';
import { verifyCallback } from './callback.ts';
import { pickFields } from './fields.ts';
import { GraphError, graphErrorForFault, unknownObject } from './graph-error.ts';
import { NUMBER_FIELDS, nodeOfNumber } from './number-routes.ts';
import { TEMPLATE_FIELDS } from './template-routes.ts';
import { VERSION } from './version.ts';

const numberShape = object({
  pin: optional(text({ pattern: /^\d{6}$/, says: 'must be six digits' })),
  new_display_name: optional(text({ max: 512 })),
});

type Params = { Params: { version: string; id: string } };
type MediaQuery = { Querystring: { phone_number_id?: string } };

/** `GET`, `POST` and `DELETE /{id}`, where only the id tells what is meant. */
export function nodeRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, account } = sandbox;

  // A file can be asked for as one of a number; then the number must be the account's.
  const refuseForeign = (id: string, number: string | undefined, method: string): void => {
    if (number !== undefined && !numberOf(sandbox, number)) throw unknownObject(id, method);
  };

  app.get<Params & MediaQuery & { Querystring: { fields?: string } }>(`${VERSION}/:id`, (request) => {
    const { id } = request.params;
    const { fields } = request.query;
    const number = numberOf(sandbox, id);
    if (number) return pickFields(nodeOfNumber(sandbox, number), fields, NUMBER_FIELDS);
    const template = findTemplateById(db, id);
    if (template) return pickFields(template, fields, TEMPLATE_FIELDS);
    const media = mediaNode(sandbox, id);
    if (media) {
      refuseForeign(id, request.query.phone_number_id, 'get');
      return media;
    }
    if (id === account.businessAccountId) return pickFields(accountNode(id), fields);
    if (id === account.appId) return pickFields({ id, name: 'Parley Sandbox' }, fields);
    throw unknownObject(id, 'get');
  });

  app.post<Params>(`${VERSION}/:id`, async ({ params: { id }, body }) => {
    const number = numberOf(sandbox, id);
    if (number) {
      if (await changeNumber(sandbox, number, body)) return { success: true };
      const configuration = isFields(body) ? body.webhook_configuration : undefined;
      if (!isFields(configuration)) {
        throw new GraphError(100, { details: 'The parameter webhook_configuration is required.' });
      }
      const { override_callback_uri: address, verify_token: token } = configuration;
      const override = address ? await verifyCallback(sandbox, address, token) : undefined;
      await db.write(() => setOverride(db, id, override));
      return { success: true };
    }
    const template = findTemplateById(db, id);
    if (!template) throw unknownObject(id, 'post');
    const edited = await db.write(() => editTemplate(sandbox, template, body));
    sandbox.changes.tell({ kind: 'state' });
    return { success: true, id: edited.id, name: edited.name, category: edited.category };
  });

  app.delete<Params & MediaQuery>(`${VERSION}/:id`, async ({ params: { id }, query }) => {
    if (!findMedia(sandbox, id)) throw unknownObject(id, 'delete');
    refuseForeign(id, query.phone_number_id, 'delete');
    await db.write(() => db.run('DELETE FROM media WHERE id = ?', id));
    return { success: true };
  });
}

/** Sets the PIN or asks for another name; false when the body is about neither. */
async function changeNumber(sandbox: Sandbox, number: BusinessNumber, body: unknown): Promise<boolean> {
  const { pin, new_display_name: name } = isFields(body) ? body : {};
  if (pin === undefined && name === undefined) return false;
  const [fault] = faultsOf(numberShape, body);
  if (fault) throw graphErrorForFault(fault);
  await sandbox.db.write(() => {
    if (typeof pin === 'string') setPin(sandbox, number, pin);
    if (typeof name === 'string') requestName(sandbox, number, name);
  });
  sandbox.changes.tell({ kind: 'state' });
  return true;
}

function mediaNode(sandbox: Sandbox, id: string) {
  const media = findMedia(sandbox, id);
  if (!media) return undefined;
  return {
    url: addressOf(sandbox, id),
    mime_type: media.mimeType,
    sha256: media.sha256.toString('hex'),
    file_size: String(media.size),
    id,
    messaging_product: 'whatsapp',
  };
}

const accountNode = (id: string) => ({
  id,
  name: 'Parley Sandbox',
  timezone_id: '42',
  currency: 'EUR',
  message_template_namespace: 'sandbox',
  account_review_status: 'APPROVED',
  business_verification_status: 'verified',
  country: 'DE',
  ownership_type: 'SELF',
  health_status: { can_send_message: 'AVAILABLE', entities: [] },
});
