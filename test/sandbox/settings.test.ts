import { expect, test } from '@jest/globals';
import { readSettings } from '@parley/sandbox';

test.each([
  ['one secret', 'only', 'only'],
  ['a new one beside the old one', 'new, old', 'new'],
  ['nothing but a comma', ',', 'sandbox-app-secret'],
  ['none', undefined, 'sandbox-app-secret'],
])('with %s webhooks are signed with the newest, as Meta does', (_what, given, used) => {
  const env = given === undefined ? {} : { WHATSAPP_APP_SECRET: given };
  expect(readSettings(env).account.appSecret).toBe(used);
});
