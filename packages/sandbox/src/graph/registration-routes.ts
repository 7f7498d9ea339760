import type { FastifyInstance } from 'fastify';
import { deregisterNumber, registerNumber } from '../numbers/register-number.ts';
import { requestCode, verifyCode } from '../numbers/verify-number.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, object, optional, required, type Shape, text } from '../shape/shape.ts';
import { graphErrorForFault, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

type Params = { Params: { version: string; id: string }; Querystring: Record<string, string> };

const whatsApp = required(text({ oneOf: ['whatsapp'] }));

const codeShape = object({
  code_method: required(text({ oneOf: ['SMS', 'VOICE'] })),
  language: required(text({ pattern: /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, says: 'is not a language code' })),
});

const verifyShape = object({ code: required(text({ pattern: /^\d{6}$/, says: 'must be six digits' })) });

const registerShape = object({
  messaging_product: whatsApp,
  pin: required(text({ pattern: /^\d{6}$/, says: 'must be six digits' })),
  data_localization_region: optional(
    text({ pattern: /^[A-Z]{2}$/, says: 'must be a country of two letters' }),
  ),
});

const deregisterShape = object({ messaging_product: optional(text({ oneOf: ['whatsapp'] })) });

/** The steps that bring a number to the Cloud API and take it away. */
export function registrationRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db } = sandbox;
  const step = <Body>(
    action: string,
    shape: Shape,
    act: (number: NonNullable<ReturnType<typeof numberOf>>, body: Body) => Error | undefined,
  ): void => {
    app.post<Params>(`${VERSION}/:id/${action}`, async ({ params: { id }, query, body }) => {
      const number = numberOf(sandbox, id);
      if (!number) throw unknownObject(id, 'post');
      // Meta takes these as a body or in the address.
      const { access_token: _, ...asked } = query;
      const given = { ...asked, ...(body as object | undefined) };
      const [fault] = faultsOf(shape, given);
      if (fault) throw graphErrorForFault(fault);
      const refusal = await db.write(() => act(number, given as Body));
      if (refusal) throw refusal;
      sandbox.changes.tell({ kind: 'state' });
      return { success: true };
    });
  };
  step<{ code_method: 'SMS' | 'VOICE'; language: string }>('request_code', codeShape, (number, body) => {
    requestCode(sandbox, number, { method: body.code_method, language: body.language });
    return undefined;
  });
  step<{ code: string }>('verify_code', verifyShape, (number, { code }) => verifyCode(sandbox, number, code));
  step<{ pin: string }>('register', registerShape, (number, { pin }) => registerNumber(sandbox, number, pin));
  step('deregister', deregisterShape, (number) => {
    deregisterNumber(sandbox, number);
    return undefined;
  });
}
