import { ACCOUNT_ID, type SandboxUnderTest } from './sandbox-under-test.ts';

const body = {
  type: 'BODY',
  text: 'Guten Tag {{1}}, vielen Dank.',
  example: { body_text: [['Erika']] },
};
const image = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::sample'] } };
const buttons = (button: Record<string, unknown>) => ({ type: 'BUTTONS', buttons: [button] });
const card = {
  components: [
    image,
    { ...body, text: 'Zu {{1}} passt viel.' },
    buttons({ type: 'QUICK_REPLY', text: 'Merken' }),
  ],
};

/** The templates that samples need beside those that the sandbox starts with, by their placeholders. */
const components: Readonly<Record<string, readonly unknown[]>> = {
  MONEY: [
    {
      type: 'BODY',
      text: 'Guten Tag {{1}}, bitte zahlen Sie {{2}} bis zum {{3}}.',
      example: { body_text: [['Erika', '100 €', '30. November']] },
    },
  ],
  PLACE: [{ type: 'HEADER', format: 'LOCATION' }, body],
  CATALOGUE: [body, buttons({ type: 'CATALOG', text: 'Katalog' })],
  PRODUCTS: [body, buttons({ type: 'MPM', text: 'Produkte' })],
  FLOW: [
    body,
    buttons({ type: 'FLOW', text: 'Termin', flow_id: '1', flow_action: 'navigate', navigate_screen: 'A' }),
  ],
  OFFER: [
    body,
    { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Nur heute', has_expiration: true } },
    buttons({ type: 'COPY_CODE', example: 'LICHT25' }),
  ],
  CARDS: [body, { type: 'CAROUSEL', cards: [card, card] }],
};

/** Creates and approves them; answers the name of each. */
export async function createdTemplates({ graph, call }: SandboxUnderTest): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const [placeholder, parts] of Object.entries(components)) {
    const name = `sample_${placeholder.toLowerCase()}`;
    const creation = { name, language: 'de', category: 'MARKETING', components: parts };
    const created = await graph('POST', `${ACCOUNT_ID}/message_templates`, creation);
    if (created.status !== 200) throw new Error(`Not created: ${JSON.stringify(created.body)}`);
    await call('POST', `/sandbox/templates/${created.body.id}/review`, { decision: 'approve' });
    names[placeholder] = name;
  }
  return names;
}
