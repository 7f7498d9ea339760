import { describe, expect, test } from '@jest/globals';
import { templateFromGraph, toGraphMessage } from '@parley/core/cloud-api';
import { checkVariables, fields, fillTemplate, type Template } from '@parley/core/template';

type Json = Record<string, unknown>;

const products = '[{"title":"Neu","products":["sku-1","sku-2"]},{"title":"Alt","products":["sku-3"]}]';
const order = '{"reference_id":"r-1","type":"digital-goods","total_amount":{"value":500,"offset":100}}';

function listed(components: readonly Json[], more: Json = {}): Template {
  const template = templateFromGraph({
    id: '1',
    name: 'kind',
    language: 'de',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Guten Tag' }, ...components],
    ...more,
  });
  if (!template) throw new Error('not read');
  return template;
}

function wire(template: Template, variables: Record<string, string>) {
  const content = { type: 'template' as const, name: 'kind', language: 'de', variables };
  const message = toGraphMessage({
    to: { phone: '4915112345678' },
    content,
    template,
    callbackData: 'msg_1',
  });
  return (message.template as { components?: unknown }).components;
}

const header = (format: string) => listed([{ type: 'HEADER', format }]);
const button = (type: string) => listed([{ type: 'BUTTONS', buttons: [{ type, text: 'Los' }] }]);
const action = (sub_type: string, given: Json) => ({
  type: 'button',
  sub_type,
  index: '0',
  parameters: [{ type: 'action', action: given }],
});

// Typed from Meta's template send: the fields a form asks for (required ones marked), values, and the components.
const kinds: [string, Template, string[], Record<string, string>, Json[] | undefined][] = [
  [
    'a place above the body',
    header('LOCATION'),
    [
      'header_location_latitude!',
      'header_location_longitude!',
      'header_location_name',
      'header_location_address',
    ],
    {
      header_location_latitude: '52.5163',
      header_location_longitude: '13.3777',
      header_location_name: 'Tor',
    },
    [
      {
        type: 'header',
        parameters: [
          { type: 'location', location: { latitude: '52.5163', longitude: '13.3777', name: 'Tor' } },
        ],
      },
    ],
  ],
  [
    'a product above the body',
    header('PRODUCT'),
    ['header_product!', 'header_product_catalog!'],
    { header_product: 'sku-1', header_product_catalog: '77' },
    [
      {
        type: 'header',
        parameters: [{ type: 'product', product: { product_retailer_id: 'sku-1', catalog_id: '77' } }],
      },
    ],
  ],
  [
    'a catalogue with a picture',
    button('CATALOG'),
    ['button_0_thumbnail'],
    { button_0_thumbnail: 'sku-1' },
    [action('catalog', { thumbnail_product_retailer_id: 'sku-1' })],
  ],
  ['a catalogue without one', button('CATALOG'), ['button_0_thumbnail'], {}, undefined],
  [
    'a choice of products',
    button('MPM'),
    ['button_0_thumbnail!', 'button_0_products!'],
    { button_0_thumbnail: 'sku-1', button_0_products: products },
    [
      action('mpm', {
        thumbnail_product_retailer_id: 'sku-1',
        sections: [
          {
            title: 'Neu',
            product_items: [{ product_retailer_id: 'sku-1' }, { product_retailer_id: 'sku-2' }],
          },
          { title: 'Alt', product_items: [{ product_retailer_id: 'sku-3' }] },
        ],
      }),
    ],
  ],
  ['one product', button('SPM'), [], {}, undefined],
  [
    'a call',
    button('VOICE_CALL'),
    ['button_0_payload'],
    { button_0_payload: 'from-invoice' },
    [
      {
        type: 'button',
        sub_type: 'voice_call',
        index: '0',
        parameters: [{ type: 'payload', payload: 'from-invoice' }],
      },
    ],
  ],
  ['asking for the phone number', button('REQUEST_CONTACT_INFO'), [], {}, undefined],
  [
    'a payment',
    button('ORDER_DETAILS'),
    ['button_0_order!'],
    { button_0_order: order },
    [action('order_details', { order_details: JSON.parse(order) })],
  ],
  ['a flow', button('FLOW'), ['button_0_flow_token'], {}, [action('flow', {})]],
  [
    'an offer that ends',
    listed([
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Nur heute', has_expiration: true } },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'SOMMER' }] },
    ]),
    ['offer_expires_at!', 'button_0_code!'],
    { offer_expires_at: '2026-12-24T18:00:00Z', button_0_code: 'SOMMER25' },
    [
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '0',
        parameters: [{ type: 'coupon_code', coupon_code: 'SOMMER25' }],
      },
      {
        type: 'limited_time_offer',
        parameters: [
          { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1798135200000 } },
        ],
      },
    ],
  ],
  [
    'an offer that does not',
    listed([{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Jetzt', has_expiration: false } }]),
    [],
    {},
    undefined,
  ],
  [
    'a carousel of products',
    listed([
      {
        type: 'CAROUSEL',
        cards: [0, 1].map(() => ({
          components: [
            { type: 'HEADER', format: 'PRODUCT' },
            { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'Ansehen' }] },
          ],
        })),
      },
    ]),
    [
      'card_0_header_product!',
      'card_0_header_product_catalog!',
      'card_1_header_product!',
      'card_1_header_product_catalog!',
    ],
    {
      card_0_header_product: 'a',
      card_0_header_product_catalog: '7',
      card_1_header_product: 'b',
      card_1_header_product_catalog: '7',
    },
    [
      {
        type: 'carousel',
        cards: ['a', 'b'].map((id, card_index) => ({
          card_index,
          components: [
            {
              type: 'header',
              parameters: [{ type: 'product', product: { product_retailer_id: id, catalog_id: '7' } }],
            },
          ],
        })),
      },
    ],
  ],
];

describe('every kind of part', () => {
  test.each(kinds)('%s', (_what, template, keys, variables, components) => {
    expect(template.unsupported).toEqual([]);
    expect(fields(template).map(({ key, required }) => `${key}${required ? '!' : ''}`)).toEqual(keys);
    expect(checkVariables(template, variables)).toEqual({ ok: true });
    expect(wire(template, variables)).toEqual(components);
  });
});

describe('a value that Meta would refuse is refused before, by its name', () => {
  const faultsOf = (template: Template, variables: Record<string, string>) => {
    const check = checkVariables(template, variables);
    return check.ok ? [] : check.faults.map(({ key, problem }) => [key, problem]);
  };
  const place = (latitude: string, longitude: string) => ({
    header_location_latitude: latitude,
    header_location_longitude: longitude,
  });

  test.each([
    ['90', '180', []],
    ['-90', '-180', []],
    ['90.01', '0', [['header_location_latitude', 'not_a_latitude']]],
    ['0', '180.01', [['header_location_longitude', 'not_a_longitude']]],
    ['52,5', '0', [['header_location_latitude', 'not_a_latitude']]],
    ['1e1', '0', [['header_location_latitude', 'not_a_latitude']]],
  ])('a place at %s, %s', (latitude, longitude, expected) => {
    expect(faultsOf(header('LOCATION'), place(latitude, longitude))).toEqual(expected);
  });

  const sections = (count: number, size = 1, title = 'Neu') =>
    JSON.stringify(Array.from({ length: count }, () => ({ title, products: Array(size).fill('sku') })));
  test.each([
    ['ten sections of three products, thirty in all', sections(10, 3), true],
    ['eleven sections', sections(11), false],
    ['thirty-one products', sections(1, 31), false],
    ['a title of 24 characters', sections(2, 1, 'x'.repeat(24)), true],
    ['a title of 25', sections(2, 1, 'x'.repeat(25)), false],
    ['two sections without titles', '[{"products":["a"]},{"products":["b"]}]', false],
    ['one section without a title', '[{"products":["a"]}]', true],
    ['a section without products', '[{"title":"Neu","products":[]}]', false],
    ['a field too many', '[{"products":["a"],"note":1}]', false],
    ['no JSON', 'sku-1, sku-2', false],
    ['an empty list', '[]', false],
  ])('products: %s', (_what, value, fits) => {
    const faults = faultsOf(button('MPM'), { button_0_thumbnail: 'sku', button_0_products: value });
    expect(faults).toEqual(fits ? [] : [['button_0_products', 'not_products']]);
  });

  const offer = listed([
    { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Nur heute', has_expiration: true } },
  ]);
  test.each([
    ['2026-12-24T18:00:00Z', true],
    ['2026-12-24T18:00+01:00', true],
    ['2026-12-24', false],
    ['2026-12-24T18:00:00', false],
    ['2026-13-24T18:00:00Z', false],
    ['morgen', false],
  ])('an offer that ends at %s', (value, fits) => {
    expect(faultsOf(offer, { offer_expires_at: value })).toEqual(
      fits ? [] : [['offer_expires_at', 'not_an_instant']],
    );
  });

  test.each(['{}', '[]', 'null', '{"reference_id":1,"total_amount":{}}', 'r-1'])('an order %s', (value) => {
    expect(faultsOf(button('ORDER_DETAILS'), { button_0_order: value })).toEqual([
      ['button_0_order', 'not_an_order'],
    ]);
  });

  test.each([
    ['Zeile\nZeile', 'line_break'],
    ['a\tb', 'tab'],
    ['a     b', 'spaces'],
  ])('%j in the name of a place', (value, problem) => {
    const variables = { ...place('1', '1'), header_location_name: value };
    expect(faultsOf(header('LOCATION'), variables)).toEqual([['header_location_name', problem]]);
  });
});

describe('what the phone shows', () => {
  test('of a place its name and address, of a product its id', () => {
    const variables = {
      header_location_latitude: '1',
      header_location_longitude: '2',
      header_location_name: 'Tor',
    };
    expect(fillTemplate(header('LOCATION'), variables).header).toEqual({
      kind: 'location',
      latitude: '1',
      longitude: '2',
      name: 'Tor',
    });
    expect(fillTemplate(header('PRODUCT'), { header_product: 'sku' }).header).toEqual({
      kind: 'product',
      productId: 'sku',
    });
  });

  test('of an offer its line, its end and its code; a button without words has those of WhatsApp', () => {
    const template = listed([
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Nur heute', has_expiration: true } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', example: 'X' },
          { type: 'PHONE_NUMBER', text: 'Anrufen', phone_number: '+49301' },
        ],
      },
    ]);
    const variables = { offer_expires_at: '2026-12-24T18:00:00Z', button_0_code: 'SOMMER25' };
    expect(fillTemplate(template, variables)).toEqual({
      body: 'Guten Tag',
      offer: { text: 'Nur heute', expiresAt: '2026-12-24T18:00:00Z' },
      buttons: [
        { kind: 'copy_code', text: 'Code kopieren', code: 'SOMMER25' },
        { kind: 'phone_number', text: 'Anrufen', phoneNumber: '+49301' },
      ],
    });
    expect(fillTemplate({ ...template, language: 'en_US' }, variables).buttons[0]?.text).toBe('Copy code');
  });
});
