import { describe, expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import { isTold, type Leaf, leavesOf, toldValues } from './leaves.ts';
import { metaFixture } from './meta-fixture.ts';

type Sample = { readonly name: string; readonly body: unknown };
const samples = metaFixture('webhook-samples') as readonly Sample[];

/** What has no field of its own, with the reason; the path is that of the value, behind `entry.*.changes.*`. */
const exceptions: readonly (readonly [path: RegExp, value: RegExp, reason: string])[] = [
  [/^object$/, /^whatsapp_business_account$/, 'the same in every webhook'],
  [/messaging_product$/, /^whatsapp$/, 'the same in every webhook'],
  [/\.field$/, /./, 'the kind of the event says it'],
  [/messages\.\*\.type$/, /^interactive$/, 'the content is named by what was tapped or filled in'],
  [
    /interactive\.type$/,
    /^(button_reply|list_reply|nfm_reply|call_permission_reply)$/,
    'type and source of the content say it',
  ],
  [/messages\.\*\.type$/, /^(edit|revoke|system)$/, 'the kind of the event says it'],
  [/system\.type$/, /^user_changed_(number|user_id)$/, 'the change of the event says it'],
  [/recipient_type$/, /^group$/, 'the kind of the event says it'],
  [/state_sync\.\*\.type$/, /^contact$/, 'the kind of the event says it'],
  [/response_json$/, /^\{/, 'the answers in it are told one by one'],
  [/(reason|rejection_reason)$/, /^NONE$/, 'Meta writes NONE where there is no reason'],
  [/contacts\.\*\.identity_key_hash$/, /./, 'the hash of the status itself is the one in force'],
];

function untold({ body }: Sample): Leaf[] {
  const told = toldValues(translateWebhook(body));
  return leavesOf(body).filter((leaf) => !isTold(leaf, told));
}

function isExcepted({ path, value }: Leaf): boolean {
  return exceptions.some(([where, what]) => where.test(path) && what.test(String(value)));
}

describe('what a webhook says comes out in fields of its own', () => {
  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_name, sample) => {
    expect(untold(sample).filter((leaf) => !isExcepted(leaf))).toEqual([]);
    expect(translateWebhook(sample.body).map(({ kind }) => kind)).not.toContain('other');
    expect(translateWebhook(sample.body).map(({ kind }) => kind)).not.toContain('unreadable');
  });

  test('no exception is there for nothing', () => {
    const leaves = samples.flatMap(untold);
    const idle = exceptions.filter(
      ([where, what]) => !leaves.some(({ path, value }) => where.test(path) && what.test(String(value))),
    );
    expect(idle).toEqual([]);
  });

  test('a value that no field tells is found', () => {
    const value = { metadata: { phone_number_id: '1' }, brand_new: 'never seen' };
    const body = { entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
    expect(untold({ name: 'odd', body })).toContainEqual({
      path: 'entry.*.changes.*.value.brand_new',
      value: 'never seen',
    });
  });

  test.each([
    'messages',
    'message_template_status_update',
    'message_template_quality_update',
    'message_template_components_update',
    'template_category_update',
    'template_correct_category_detection',
    'phone_number_quality_update',
    'phone_number_name_update',
    'account_update',
    'account_alerts',
    'account_review_update',
    'account_settings_update',
    'business_capability_update',
    'security',
    'flows',
    'calls',
    'history',
    'smb_message_echoes',
    'message_echoes',
    'smb_app_state_sync',
    'user_preferences',
    'business_username_update',
    'business_username_updates',
    'group_lifecycle_update',
    'group_participants_update',
    'group_settings_update',
    'group_status_update',
    'standby',
    'messaging_handovers',
    'automatic_events',
    'tracking_events',
    'payment_configuration_update',
    'partner_solutions',
  ])('the field %s has a sample', (field) => {
    expect(JSON.stringify(samples)).toContain(`"field":"${field}"`);
  });
});
