import type { FastifyInstance, FastifyReply } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { isWindowOpen } from '../messages/window.ts';
import { BLOCKED_MAX, block, countBlocked, listBlocked, unblock } from '../people/block-list.ts';
import { findPerson, findPersonByUserId, type Person } from '../people/people.ts';
import { digitsOf } from '../people/phone-number.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { faultsOf, list, object, optional, required, text } from '../shape/shape.ts';
import { GraphError, graphErrorForFault, statusErrorOf, unknownObject } from './graph-error.ts';
import { pageOf } from './paging.ts';
import { VERSION } from './version.ts';

type Params = { Params: { version: string; id: string } };
type User = { user?: string; user_id?: string };
type Failed = { input: string; errors: object[] };

const shape = object({
  messaging_product: required(text({ oneOf: ['whatsapp'] })),
  block_users: required(list(object({ user: optional(text()), user_id: optional(text()) }), { max: 1_000 })),
});

/** The block list of a number: only people who wrote within 24 hours can be put on it. */
export function blockRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db } = sandbox;
  const path = `${VERSION}/:id/block_users`;

  app.get<Params & { Querystring: Record<string, string> }>(path, (request) => {
    const number = known(sandbox, request.params.id, 'get');
    const people = listBlocked(db, number.id).map(({ phone }) => ({
      id: phone,
      person: findPerson(db, phone),
    }));
    const page = pageOf(people, request.query, new URL(request.url, sandbox.origin()));
    const data = page.data.map(({ id, person }) => ({
      messaging_product: 'whatsapp',
      ...(person?.hidden !== true && { wa_id: id }),
      ...(person && { user_id: person.userId }),
    }));
    return { ...page, data };
  });

  app.post<Params>(path, async ({ params, body }, reply) => {
    const number = known(sandbox, params.id, 'post');
    const users = readUsers(body);
    if (countBlocked(db, number.id) + users.length > BLOCKED_MAX)
      throw new GraphError(139101, { details: `A number can block ${BLOCKED_MAX} people.` });
    const nowMs = sandbox.now();
    return change(sandbox, number, users, 'added_users', reply, (person) => {
      if (!isWindowOpen(db, number.id, person.phone, nowMs)) return false;
      block(db, number.id, person.phone, nowMs);
      return true;
    });
  });

  app.delete<Params>(path, async ({ params, body }, reply) => {
    const number = known(sandbox, params.id, 'delete');
    return change(sandbox, number, readUsers(body), 'removed_users', reply, (person) => {
      unblock(db, number.id, person.phone);
      return true;
    });
  });
}

function known(sandbox: Sandbox, id: string, method: string): BusinessNumber {
  const number = numberOf(sandbox, id);
  if (!number) throw unknownObject(id, method);
  return number;
}

function readUsers(body: unknown): User[] {
  const [fault] = faultsOf(shape, body);
  if (fault) throw graphErrorForFault(fault);
  return (body as { block_users: User[] }).block_users;
}

/** Does what can be done; when somebody is left, the answer is 139100 and names everybody all the same. */
async function change(
  { db, changes }: Sandbox,
  number: BusinessNumber,
  users: User[],
  key: 'added_users' | 'removed_users',
  reply: FastifyReply,
  act: (person: Person) => boolean,
) {
  const done: { input: string; wa_id: string }[] = [];
  const failed: Failed[] = [];
  await db.write(() => {
    for (const user of users) {
      const input = user.user ?? user.user_id ?? '';
      const person = findUser(db, number, user);
      if (person && act(person)) done.push({ input, wa_id: person.phone });
      else
        failed.push({ input, errors: [statusErrorOf(131047, 'The user has not written within 24 hours.')] });
    }
  });
  changes.tell({ kind: 'state' });
  const answer = {
    messaging_product: 'whatsapp',
    block_users: { [key]: done, ...(failed.length > 0 && { failed_users: failed }) },
  };
  if (failed.length === 0) return answer;
  const { error } = new GraphError(139100, { details: 'Some users could not be changed.' }).toBody();
  return reply.code(400).send({ ...answer, error });
}

function findUser(db: Sandbox['db'], number: BusinessNumber, { user, user_id }: User): Person | undefined {
  if (user === undefined) return user_id === undefined ? undefined : findPersonByUserId(db, user_id);
  const phone = digitsOf(user, number.display);
  return phone === undefined ? undefined : findPerson(db, phone);
}
