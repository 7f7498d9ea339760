import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { deleteQrLink, findQrLink, listQrLinks, type QrLink, saveQrLink } from '../numbers/qr-links.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, object, optional, required, text } from '../shape/shape.ts';
import { GraphError, graphErrorForFault, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

type Params = { Params: { version: string; id: string; code: string } };

const shape = object({
  prefilled_message: required(text({ max: 140 })),
  code: optional(text()),
  generate_qr_image: optional(text({ oneOf: ['SVG', 'PNG'] })),
});

/** `/{PNID}/message_qrdls`: short links that open a chat with a text already written. */
export function qrRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db } = sandbox;
  const path = `${VERSION}/:id/message_qrdls`;

  app.get<Params>(path, ({ params }) => {
    const number = known(sandbox, params.id, 'get');
    return { data: listQrLinks(db, number.id).map(shown) };
  });

  app.get<Params>(`${path}/:code`, ({ params }) => {
    const number = known(sandbox, params.id, 'get');
    return { data: [shown(knownLink(sandbox, number, params.code))] };
  });

  app.post<Params>(path, async ({ params, body }) => {
    const number = known(sandbox, params.id, 'post');
    const [fault] = faultsOf(shape, body);
    if (fault) throw graphErrorForFault(fault);
    const { prefilled_message: message, code, generate_qr_image: image } = body as Record<string, string>;
    if (code !== undefined) knownLink(sandbox, number, code);
    const link = { code: code ?? randomBytes(7).toString('hex').toUpperCase(), message: String(message) };
    await db.write(() => saveQrLink(db, number.id, link));
    const picture = image && { qr_image_url: `https://scontent.example/${link.code}.${image.toLowerCase()}` };
    return { ...shown(link), ...picture };
  });

  app.delete<Params>(`${path}/:code`, async ({ params }) => {
    const number = known(sandbox, params.id, 'delete');
    knownLink(sandbox, number, params.code);
    await db.write(() => deleteQrLink(db, number.id, params.code));
    return { success: true };
  });
}

const shown = ({ code, message }: QrLink) => ({
  code,
  prefilled_message: message,
  deep_link_url: `https://wa.me/message/${code}`,
});

function known(sandbox: Sandbox, id: string, method: string): BusinessNumber {
  const number = numberOf(sandbox, id);
  if (!number) throw unknownObject(id, method);
  return number;
}

function knownLink({ db }: Sandbox, number: BusinessNumber, code: string): QrLink {
  const link = findQrLink(db, number.id, code);
  if (!link) throw new GraphError(100, { details: `The number has no link ${code}.` });
  return link;
}
