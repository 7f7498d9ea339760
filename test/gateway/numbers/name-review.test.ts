import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventuallyHolds } from '../../support/eventually.ts';
import { testValues } from '../../support/gateway.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

let line: SandboxLine;
beforeAll(async () => {
  line = await startSandboxLine();
});
afterAll(() => line.close());

const { numberId } = testValues;
const path = `/v1/numbers/${numberId}`;
const number = async () => (await line.gateway.call('GET', path)).body;
const asked = (name: string) => line.gateway.call('PATCH', path, { body: { displayName: name } });
const review = (decision: string) =>
  line.toSandbox('POST', `/sandbox/numbers/${numberId}/name/review`, { decision });
const becomes = (state: object) =>
  eventuallyHolds(async () => expect(await number()).toMatchObject(state), JSON.stringify(state));

test('a display name is asked for, declined, asked for again, approved, and in force once registered', async () => {
  expect((await asked('Muster')).body.newName).toEqual({ name: 'Muster', status: 'PENDING_REVIEW' });
  await review('reject');
  await becomes({ verifiedName: 'Parley Sandbox', newName: { name: 'Muster', status: 'REJECTED' } });

  await asked('Muster Apotheke');
  await becomes({ newName: { name: 'Muster Apotheke', status: 'PENDING_REVIEW' } });
  await review('approve');
  await becomes({ newName: { status: 'APPROVED' } });
  const registered = await line.gateway.call('POST', `${path}/register`, { body: { pin: '123456' } });
  expect(registered.body).toMatchObject({ verifiedName: 'Muster Apotheke', newName: null });
});
