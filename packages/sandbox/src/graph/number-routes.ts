import type { FastifyInstance } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { stateOfNumber } from '../numbers/number-state.ts';
import { standingOf } from '../numbers/standing.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, list, object, optional, required, text } from '../shape/shape.ts';
import { pickFields } from './fields.ts';
import { graphErrorForFault, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

type Params = { Params: { version: string; id: string } };

/** The number's fields as `GET /{PNID}` and `GET /{WABA}/phone_numbers` show them. */
export function nodeOfNumber({ db }: Sandbox, number: BusinessNumber) {
  const state = stateOfNumber(db, number);
  const { quality, limit, throughput } = standingOf(db, number);
  const offline = state.verified ? 'DISCONNECTED' : 'PENDING';
  return {
    verified_name: state.verifiedName ?? number.verifiedName,
    code_verification_status: state.verified ? 'VERIFIED' : 'NOT_VERIFIED',
    display_phone_number: number.written ?? `+${number.display}`,
    quality_rating: quality,
    platform_type: state.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    throughput: { level: state.registered ? throughput : 'NOT_APPLICABLE' },
    name_status: 'APPROVED',
    ...(state.newName === undefined ? {} : { new_display_name: state.newName }),
    new_name_status: state.newNameStatus ?? 'NONE',
    status: state.registered ? 'CONNECTED' : offline,
    account_mode: 'SANDBOX',
    is_official_business_account: false,
    is_pin_enabled: state.pin !== undefined,
    is_on_biz_app: false,
    whatsapp_business_manager_messaging_limit: limit,
    health_status: healthOf(number.id, state.registered),
    id: number.id,
  };
}

const healthOf = (id: string, registered: boolean) =>
  registered
    ? { can_send_message: 'AVAILABLE', entities: [] }
    : {
        can_send_message: 'BLOCKED',
        entities: [
          {
            entity_type: 'PHONE_NUMBER',
            id,
            can_send_message: 'BLOCKED',
            errors: [
              {
                error_code: 141000,
                error_description: 'The phone number is not registered at the Cloud API.',
                possible_solution: 'Verify the number and register it with /register.',
              },
            ],
          },
        ],
      };

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

/** Meta's lines of business. */
const VERTICALS = [
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'ALCOHOL',
  'OTC_DRUGS',
  'NOT_A_BIZ',
  'UNDEFINED',
];

const profileShape = object({
  messaging_product: required(text({ oneOf: ['whatsapp'] })),
  about: optional(text({ max: 139 })),
  address: optional(text({ min: 0, max: 256 })),
  description: optional(text({ min: 0, max: 512 })),
  email: optional(
    text({ min: 0, max: 128, pattern: /^$|^[^\s@]+@[^\s@]+\.[^\s@]+$/, says: 'is not an email address' }),
  ),
  websites: optional(
    list(text({ max: 256, pattern: /^https?:\/\/\S+$/i, says: 'must be an http or https address' }), {
      min: 0,
      max: 2,
    }),
  ),
  vertical: optional(text({ oneOf: VERTICALS })),
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

  app.get<Params & { Querystring: { fields?: string } }>(path, ({ params: { id }, query }) => {
    if (!numberOf(sandbox, id)) throw unknownObject(id, 'get');
    return { data: [{ ...pickFields(profileOf(id), query.fields), messaging_product: 'whatsapp' }] };
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
}
