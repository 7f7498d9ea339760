import { describe, expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import { metaFixture } from './meta-fixture.ts';

const samples = metaFixture('webhook-samples') as readonly { name: string; body: unknown }[];

function said(name: string): unknown {
  const sample = samples.find((entry) => entry.name === name);
  if (!sample) throw new Error(`There is no sample “${name}”.`);
  return translateWebhook(sample.body)[0];
}

const erika = {
  phone: '+4915112345678',
  userId: 'DE.13491208655302741918',
  parentUserId: 'DE.ENT.11815799212886844830',
  username: 'erika.b',
  name: 'Erika Beispiel',
};

describe('what a customer sent, beside texts, files and taps', () => {
  test('the own number, asked for, with everything that the card says', () => {
    expect(said('Own number, asked for')).toMatchObject({
      kind: 'message',
      content: {
        type: 'contacts',
        contacts: [
          {
            name: { formattedName: 'Erika Beispiel', firstName: 'Erika' },
            phones: [{ phone: '+49 151 12345678', waId: '4915112345678', type: 'CELL' }],
            origin: 'contact_request',
          },
        ],
      },
    });
  });

  test('an order, also where Meta writes its numbers as text', () => {
    expect(said('Order')).toMatchObject({
      content: {
        type: 'order',
        catalogId: '790112233445566',
        text: 'Bitte als Geschenk',
        items: [
          { productRetailerId: 'lampe-7', quantity: 2, itemPrice: 30.5, currency: 'EUR' },
          { productRetailerId: 'schirm-1', quantity: 1, itemPrice: 25, currency: 'EUR' },
        ],
      },
    });
  });

  test('the answers of a flow, read from the JSON within the text', () => {
    expect(said('Answer of a flow')).toMatchObject({
      content: {
        type: 'form_reply',
        form: 'flow',
        answers: { flow_token: 'tok-7', wunschtermin: '2026-11-30', personen: 4 },
      },
      quotedWamid: 'wamid.OURS1',
    });
  });

  test.each(['no JSON', '[1,2]', '7'])(
    'answers of a flow that are no object (%s) stay as they are',
    (text) => {
      const nfm = { name: 'flow', body: 'Sent', response_json: text };
      const message = {
        id: 'wamid.N',
        from: '4915112345678',
        timestamp: '1',
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: nfm },
      };
      const value = { metadata: { phone_number_id: '1' }, messages: [message] };
      expect(
        translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] }),
      ).toMatchObject([{ kind: 'message', content: { type: 'form_reply', answers: text } }]);
    },
  );

  test('a permission to call, with its end', () => {
    expect(said('Calls allowed for a time')).toMatchObject({
      content: {
        type: 'call_permission',
        response: 'accept',
        expiresAt: '2025-11-29T08:26:40.000Z',
        isPermanent: false,
        responseSource: 'user_action',
      },
    });
  });

  test('a kind that Meta passes nothing on of, with its name and the reason', () => {
    expect(said('Unsupported with its kind')).toMatchObject({
      content: { type: 'unsupported', wireType: 'poll_creation', error: { code: 131051 } },
    });
    expect(said('Unsupported without a kind')).toMatchObject({
      content: { type: 'unsupported', wireType: 'unsupported', error: { code: 131060 } },
    });
  });

  test('the product asked about, the ad that brought the customer, and how often it was forwarded', () => {
    expect(said('Text about a product')).toMatchObject({
      quotedWamid: 'wamid.OURS2',
      quotedFrom: '493090182099',
      referredProduct: { catalogId: '790112233445566', productRetailerId: 'lampe-7' },
    });
    expect(said('Text from an ad with an image')).toMatchObject({
      referral: {
        sourceType: 'ad',
        imageUrl: 'https://cdn.example/ad.jpg',
        welcomeText: 'Wie können wir helfen?',
      },
    });
    expect(said('Forwarded text')).toMatchObject({ forwarded: true });
    expect(said('Forwarded text')).not.toHaveProperty('frequentlyForwarded');
    expect(said('Text forwarded many times')).toMatchObject({ forwarded: true, frequentlyForwarded: true });
  });

  test('where a file lies is told beside the content, which outlives the address', () => {
    expect(said('Image')).toMatchObject({ mediaUrl: expect.stringContaining('lookaside') });
    expect(said('Image')).not.toHaveProperty('content.url');
    expect(said('Location')).toMatchObject({ content: { url: 'https://reichstag.example/' } });
  });

  test('while another app has the thread, a message is a message all the same', () => {
    expect(said('Another app has the thread')).toMatchObject({
      kind: 'message',
      sender: erika,
      content: { type: 'text', text: 'Hallo Bot' },
      inStandby: true,
    });
    expect(said('The other app answered')).toMatchObject({ kind: 'echo' });
    expect(said('How far the answer came')).toMatchObject({ kind: 'status', status: 'sent' });
  });
});

describe('how far a message has come', () => {
  test('what it costs, and to whom it went', () => {
    expect(said('Sent, with what it costs')).toMatchObject({
      kind: 'status',
      recipient: erika,
      pricing: { billable: true, model: 'PMP', type: 'regular', category: 'utility' },
    });
    expect(said('Sent, as before v24')).toMatchObject({
      conversation: {
        id: '1f0d3b1c2',
        expiresAt: new Date('2025-11-23T08:43:20Z'),
        origin: 'referral_conversion',
      },
    });
  });

  test('all of its errors, the first one first', () => {
    expect(said('Failed for two reasons')).toMatchObject({
      error: { code: 131047, href: 'https://developers.example/errors' },
      otherErrors: [{ code: 130472 }],
    });
  });

  test('in a group, by person, and not as a message to that person', () => {
    expect(said('Read in a group')).toMatchObject({
      kind: 'group_status',
      groupId: 'Y2FwaV9ncm91cDox',
      recipient: { phone: '+4915112345678' },
    });
  });

  test('odd side facts cost themselves alone', () => {
    const item = {
      id: 'wamid.O',
      timestamp: '1',
      status: 'delivered',
      pricing: 'free',
      conversation: 7,
      errors: 'none',
    };
    const value = { metadata: { phone_number_id: '1' }, statuses: [item] };
    const [event] = translateWebhook({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
    expect(event).toMatchObject({ kind: 'status', status: 'delivered' });
    expect(event).not.toHaveProperty('pricing');
    expect(event).not.toHaveProperty('error');
  });
});

describe('what Meta says about accounts, numbers and templates', () => {
  test.each([
    [
      'Account restricted',
      {
        kind: 'account',
        event: 'ACCOUNT_RESTRICTION',
        at: new Date('2025-11-22T09:33:20Z'),
        restrictions: [
          { type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiresAt: new Date('2025-11-29T08:26:40Z') },
          { type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', remediation: 'Ask for a review' },
        ],
      },
    ],
    ['Account disabled', { ban: { state: 'SCHEDULE_FOR_DISABLE', date: 'November 30, 2026' } }],
    ['Account violated a policy', { violation: { type: 'SCAM' } }],
    ['Volume tier', { volumeTier: { category: 'UTILITY', region: 'Germany' } }],
    ['Alert', { kind: 'account_alert', severity: 'CRITICAL', entityType: 'BUSINESS' }],
    ['Account reviewed', { kind: 'account_review', decision: 'APPROVED' }],
    ['Capability as numbers', { kind: 'capability', limit: '-1', numbersPerBusiness: 25 }],
    ['Capability as a tier', { kind: 'capability', limit: 'TIER_2K', limitPerNumber: '2000' }],
    ['Settings', { kind: 'number_settings', numberId: '106540352242922', type: 'phone_settings' }],
    ['PIN changed', { kind: 'number_security', event: 'PIN_CHANGED', requester: '61555444333222' }],
    ['Username approved', { kind: 'number_username', username: 'beispiel.gmbh', status: 'approved' }],
    ['Username deleted', { kind: 'number_username', status: 'deleted' }],
    ['Throughput raised', { kind: 'number_quality', limit: 'TIER_UNLIMITED', numberLimit: 'TIER_10K' }],
    ['Flow failing', { kind: 'flow', errorRate: 14.28, threshold: 10, errors: [{ type: 'TIMEOUT' }] }],
    ['Flow blocked', { kind: 'flow', oldStatus: 'PUBLISHED', newStatus: 'BLOCKED' }],
    ['Payments', { kind: 'payment_configuration', status: 'Needs Testing' }],
    ['Solution', { kind: 'partner_solution', solutionId: '774485461512159' }],
    [
      'Template rejected',
      {
        kind: 'template_status',
        reason: 'INVALID_FORMAT',
        rejection: { recommendation: expect.any(String) },
      },
    ],
    ['Template paused', { status: 'PAUSED', pause: { title: 'FIRST_PAUSE' } }],
    ['Template disabled', { status: 'DISABLED', disabledOn: 'November 22, 2026' }],
    ['Template quality under another field', { kind: 'template_quality', quality: 'YELLOW' }],
    [
      'Category to change',
      { upcoming: true, category: 'MARKETING', inForceFrom: new Date('2025-11-23T09:00:00Z') },
    ],
    ['Category in doubt', { kind: 'template_category_doubt', correctCategory: 'MARKETING' }],
    [
      'Template changed',
      {
        kind: 'template_components',
        footer: 'Muster GmbH',
        buttons: [{ type: 'URL' }, { phoneNumber: '+493090182099' }],
      },
    ],
    ['Trouble of a number', { kind: 'number_error', error: { code: 131031 } }],
  ])('%s', (name, expected) => {
    expect(said(name)).toMatchObject(expected);
  });
});

describe('what else happens', () => {
  test.each([
    [
      'New security code',
      {
        kind: 'system',
        type: 'customer_identity_changed',
        identity: { acknowledged: false, changedAt: new Date('2025-11-22T08:28:20Z'), hash: 'Sjvjlx8G6Z0=' },
      },
    ],
    ['New phone number', { kind: 'identity_changed', text: expect.stringContaining('changed from') }],
    ['Signed up', { kind: 'signup', signupId: '8877665544332211', person: erika }],
    ['Customer calls', { kind: 'call', caller: erika, details: { payload: 'from-campaign' } }],
    [
      'Call ended',
      { kind: 'call_update', details: { event: 'terminate', status: 'COMPLETED', durationSeconds: 60 } },
    ],
    ['Our call answered', { kind: 'call_update', person: { phone: '+4915112345678' } }],
    ['Our call rings', { kind: 'call_update', details: { status: 'RINGING' } }],
    [
      'History',
      {
        kind: 'history',
        phase: 1,
        chunk: 3,
        progress: 55,
        threads: [
          {
            person: { phone: '+4915112345678', username: 'erika.b' },
            unreadable: 0,
            messages: [
              { wamid: 'wamid.PAST1', direction: 'inbound', status: 'READ' },
              { wamid: 'wamid.PAST2', direction: 'outbound', quotedWamid: 'wamid.PAST1' },
            ],
          },
        ],
      },
    ],
    ['History declined', { kind: 'history', error: { code: 2593109 } }],
    ['Echo of the phone app', { kind: 'echo', from: '493090182099', quotedWamid: 'wamid.SAMPLE001' }],
    [
      'Address book of the app',
      { kind: 'app_contact', action: 'add', person: { phone: '+4915112345678', name: 'Erika Beispiel' } },
    ],
    ['Group made', { kind: 'group', type: 'group_create', subject: 'Lampenfreunde' }],
    ['People joined', { added: [{ phone: '+4915112345678' }, { userId: 'DE.99887766' }] }],
    ['People removed', { removed: [{ phone: '+4915187654321' }], failed: [{ error: { code: 131210 } }] }],
    ['Group changed', { picture: { mimeType: 'image/jpeg' } }],
    ['In a group', { kind: 'group_message', groupId: 'Y2FwaV9ncm91cDox' }],
    ['Thread handed over', { kind: 'handover', newOwner: '6231445643572', note: 'needs a person' }],
    ['Bought after an ad', { kind: 'tracked', name: 'Purchase', currency: 'EUR', value: 25.5 }],
    ['Clicked in a campaign', { kind: 'tracked', clickId: 'Aff-click', token: 'tok-click' }],
  ])('%s', (name, expected) => {
    expect(said(name)).toMatchObject(expected);
  });

  test('a past message that can’t be read costs itself alone', () => {
    const thread = { id: '4915112345678', messages: [{ id: 'wamid.P', timestamp: 'gestern' }] };
    const value = { metadata: { phone_number_id: '1' }, history: [{ threads: [thread] }] };
    expect(translateWebhook({ entry: [{ id: '1', changes: [{ field: 'history', value }] }] })).toMatchObject([
      { kind: 'history', threads: [{ messages: [], unreadable: 1 }] },
    ]);
  });
});
