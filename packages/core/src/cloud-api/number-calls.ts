import type { Caller } from './caller.ts';
import type { GraphResult } from './cloud-api.ts';
import type { GraphAnswer } from './graph-call.ts';
import { doneOf, resultOf } from './graph-result.ts';
import { NUMBER_FIELDS, type NumberInfo, ReadNumber } from './number-info.ts';
import { type NumberProfile, PROFILE_FIELDS, ReadProfile } from './number-profile.ts';

/** How the code that proves a number comes: a landline can only be called. */
export type CodeMethod = 'SMS' | 'VOICE';

/** The calls about business numbers: what they are, their profile, their registration. */
export type NumberCalls = {
  getNumber(numberId: string): Promise<GraphResult<NumberInfo>>;
  getProfile(numberId: string): Promise<GraphResult<NumberProfile>>;
  /** Changes the fields that are given; an empty text empties one. */
  changeProfile(numberId: string, profile: NumberProfile): Promise<GraphResult<void>>;
  /** Asks for another display name; Meta reviews it, and the number is registered again afterwards. */
  requestName(numberId: string, name: string): Promise<GraphResult<void>>;
  /** Has Meta send or speak the code that proves the number, in the language given. */
  requestCode(numberId: string, method: CodeMethod, language: string): Promise<GraphResult<void>>;
  verifyCode(numberId: string, code: string): Promise<GraphResult<void>>;
  /** Registers the number at the Cloud API; the PIN is that of its two-step verification, or becomes it. */
  registerNumber(numberId: string, pin: string, dataRegion?: string): Promise<GraphResult<void>>;
  deregisterNumber(numberId: string): Promise<GraphResult<void>>;
};

const whatsApp = { messaging_product: 'whatsapp' } as const;

/** The calls about numbers of one token. */
export function numberCalls({ url, get, post }: Caller): NumberCalls {
  return {
    async getNumber(numberId) {
      let fields = NUMBER_FIELDS;
      for (;;) {
        const answer = await get(url(numberId, undefined, { fields: fields.join(',') }));
        const unknown = unknownFieldOf(answer);
        if (unknown === undefined || !fields.includes(unknown)) return resultOf(answer, ReadNumber);
        fields = fields.filter((field) => field !== unknown);
      }
    },
    async getProfile(numberId) {
      const address = url(numberId, 'whatsapp_business_profile', { fields: PROFILE_FIELDS });
      return resultOf(await get(address), ReadProfile);
    },
    async changeProfile(numberId, profile) {
      return doneOf(await post(url(numberId, 'whatsapp_business_profile'), { ...whatsApp, ...profile }));
    },
    async requestName(numberId, name) {
      return doneOf(await post(url(numberId), { new_display_name: name }));
    },
    async requestCode(numberId, method, language) {
      return doneOf(await post(url(numberId, 'request_code'), { code_method: method, language }));
    },
    async verifyCode(numberId, code) {
      return doneOf(await post(url(numberId, 'verify_code'), { code }));
    },
    async registerNumber(numberId, pin, dataRegion) {
      const region = dataRegion === undefined ? {} : { data_localization_region: dataRegion };
      return doneOf(await post(url(numberId, 'register'), { ...whatsApp, pin, ...region }));
    },
    async deregisterNumber(numberId) {
      return doneOf(await post(url(numberId, 'deregister'), whatsApp));
    },
  };
}

// One field that the account's version of Graph does not know fails the whole question; it is asked again without it.
function unknownFieldOf(answer: GraphAnswer<unknown>): string | undefined {
  if (answer.kind !== 'rejected' || answer.error.code !== 100) return undefined;
  return /nonexisting field \((\w+)\)/.exec(answer.error.title ?? '')?.[1];
}
