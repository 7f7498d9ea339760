import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { takeFault } from '../faults/faults.ts';
import { type Acceptable, answerOf, readSend, storeSend } from '../messages/accept-send.ts';
import { findMessage, markReadByBusiness } from '../messages/message.ts';
import { stateOfNumber } from '../numbers/number-state.ts';
import { standingOf } from '../numbers/standing.ts';
import { isBlocked } from '../people/block-list.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, isFields, object, optional, required, text } from '../shape/shape.ts';
import { GraphError, graphErrorForFault, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

/** A call that is never answered is ended after this long; every client has given up by then. */
const SILENCE_MS = 120_000;

/** The typing indicator is shown this long, or until the answer comes. */
const TYPING_MS = 25_000;

const READ_REACH_MS = 30 * 24 * 60 * 60 * 1000;

type Params = { Params: { version: string; id: string } };

/** Sending, read receipts and typing. */
export function messageRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  for (const surface of ['messages', 'marketing_messages'] as const) {
    app.post<Params>(`${VERSION}/:id/${surface}`, async (request, reply) => {
      const number = numberOf(sandbox, request.params.id);
      if (!number) throw unknownObject(request.params.id, 'post');
      const { body } = request;
      if (surface === 'messages' && isFields(body) && body.status !== undefined)
        return markRead(sandbox, number.id, body);
      if (!stateOfNumber(sandbox.db, number).registered)
        throw new GraphError(133010, { details: 'Phone number not registered on the Cloud API.' });
      const send = readSend(sandbox, number, body, surface, request.params.version);
      const { throughput } = standingOf(sandbox.db, number);
      if (isBlocked(sandbox.db, number.id, send.recipient.phone))
        throw new GraphError(130403, { details: 'The business has blocked this user.' });
      const refusal = sandbox.rates.take(number.id, throughput, send.recipient.phone, sandbox.now());
      if (refusal)
        throw new GraphError(refusal, { details: 'Too many messages in a short time; wait and send again.' });
      return acceptOrFail(sandbox, send, request, reply);
    });
  }
}

/** Accepts the message, unless a fault that somebody asked for applies to it. */
async function acceptOrFail(
  sandbox: Sandbox,
  send: Acceptable,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { db } = sandbox;
  const { phone, userId } = send.recipient;
  const fault = await db.write(() => {
    const found = takeFault(db, 'send', [phone, userId]);
    if (found?.fault === 'failed') {
      storeSend(sandbox, send, { code: found.code, details: 'Asked for by a fault of the sandbox.' });
    } else if (found?.fault !== 'error' && found?.fault !== 'reset') storeSend(sandbox, send);
    return found;
  });
  if (fault) sandbox.changes.tell({ kind: 'state' });
  switch (fault?.fault) {
    case 'error':
      throw new GraphError(fault.code, { details: 'Asked for by a fault of the sandbox.' });
    case 'http500AfterAccept':
      throw new GraphError(131000, {
        details: 'Something went wrong after the message was accepted.',
        status: 500,
      });
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
    case 'timeoutAfterAccept':
      reply.hijack();
      endSilence(request);
      return reply;
    case 'slow':
      await wait(fault.delayMs, undefined, { ref: false });
      return answerOf(send);
    case 'failed':
    case undefined:
      return answerOf(send);
  }
}

function endSilence(request: FastifyRequest): void {
  const { socket } = request.raw;
  const timer = setTimeout(() => socket.destroy(), SILENCE_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

const readShape = object({
  messaging_product: required(text({ oneOf: ['whatsapp'] })),
  status: required(text({ oneOf: ['read'] })),
  message_id: required(text({ max: 512 })),
  typing_indicator: optional(object({ type: required(text({ oneOf: ['text'] })) })),
});

/** The business read a customer's message; all earlier ones of the chat count as read too. */
async function markRead(sandbox: Sandbox, numberId: string, body: Record<string, unknown>) {
  const { db, now, changes } = sandbox;
  const [fault] = faultsOf(readShape, body);
  if (fault) throw graphErrorForFault(fault);
  const message = findMessage(db, String(body.message_id));
  const known = message?.direction === 'in' && message.numberId === numberId;
  if (!known || now() - message.atMs > READ_REACH_MS) {
    throw new GraphError(131009, {
      details: 'message_id is not a message that this number received in the last 30 days.',
    });
  }
  await db.write(() => markReadByBusiness(db, message));
  changes.tell({ kind: 'chat', phone: message.phone });
  if (body.typing_indicator)
    changes.tell({ kind: 'typing', phone: message.phone, untilMs: now() + TYPING_MS });
  return { success: true };
}
