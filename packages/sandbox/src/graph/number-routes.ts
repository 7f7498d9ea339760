import type { FastifyInstance } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, list, object, optional, required, text } from '../shape/shape.ts';
import { GraphError, graphErrorForFault, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

type Params = { Params: { version: string; id: string } };

/** The number's fields as `GET /{PNID}` and `GET /{WABA}/phone_numbers` show them. */
export const nodeOfNumber = (number: BusinessNumber) => ({
  verified_name: number.verifiedName,
  code_verification_status: 'VERIFIED',
  display_phone_number: number.written ?? `+${number.display}`,
  quality_rating: 'GREEN',
  platform_type: 'CLOUD_API',
  throughput: { level: number.throughput },
  name_status: 'APPROVED',
  new_name_status: 'NONE',
  status: 'CONNECTED',
  account_mode: 'SANDBOX',
  is_official_business_account: false,
  whatsapp_business_manager_messaging_limit: 'TIER_250',
  health_status: { can_send_message: 'AVAILABLE', entities: [] },
  id: number.id,
});

/** What `GET /{PNID}` shows when no fields are asked for. */
export const NUMBER_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'name_status',
];

const profileShape = object({
  messaging_product: required(text({ oneOf: ['whatsapp'] })),
  about: optional(text({ max: 139 })),
  address: optional(text({ min: 0, max: 256 })),
  description: optional(text({ min: 0, max: 512 })),
  email: optional(text({ min: 0, max: 128 })),
  websites: optional(list(text({ max: 256 }), { min: 0, max: 2 })),
  vertical: optional(text({ min: 0, max: 64 })),
  profile_picture_handle: optional(text()),
});

const profileKey = (id: string): string => `profile:${id}`;

/** The business profile of a number. */
export function numberRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db } = sandbox;
  const path = `${VERSION}/:id/whatsapp_business_profile`;

  const profileOf = (id: string): Record<string, unknown> => {
    const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', profileKey(id));
    return row ? JSON.parse(row.value) : { about: 'Hey there! I am using WhatsApp.', vertical: 'OTHER' };
  };

  app.get<Params>(path, ({ params: { id } }) => {
    if (!numberOf(sandbox, id)) throw unknownObject(id, 'get');
    return { data: [{ ...profileOf(id), messaging_product: 'whatsapp' }] };
  });

  app.post<Params>(path, async ({ params: { id }, body }) => {
    if (!numberOf(sandbox, id)) throw unknownObject(id, 'post');
    const [fault] = faultsOf(profileShape, body);
    if (fault) throw graphErrorForFault(fault);
    const profile = JSON.stringify({ ...profileOf(id), ...(body as object) });
    await db.write(() =>
      db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', profileKey(id), profile),
    );
    return { success: true };
  });

  // A gateway may register its number at the start; here it is registered already.
  for (const action of ['register', 'deregister', 'request_code', 'verify_code']) {
    app.post<Params>(`${VERSION}/:id/${action}`, ({ params: { id } }) => {
      if (!numberOf(sandbox, id)) throw unknownObject(id, 'post');
      if (action === 'deregister')
        throw new GraphError(10, { details: 'The number of the sandbox stays registered.' });
      return { success: true };
    });
  }
}
