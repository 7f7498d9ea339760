import type { Template, TemplateParts } from '@parley/core/template';

/** An approved utility template; `components` are laid over a body without variables. */
export function aTemplate(
  changes: Partial<Omit<Template, 'components'>> & { readonly components?: Partial<TemplateParts> } = {},
): Template {
  const { components, ...rest } = changes;
  return {
    id: '101',
    name: 'order_update',
    language: 'de',
    status: 'APPROVED',
    category: 'utility',
    parameterFormat: 'named',
    cards: [],
    unsupported: [],
    ...rest,
    components: { body: { text: 'Guten Tag', examples: {} }, buttons: [], ...components },
  };
}

/** The body of an order update with three named variables. */
export const orderBody = {
  text: 'Guten Tag {{first_name}}, Ihre Bestellung {{order_number}} kommt am {{delivery_date}}.',
  examples: { first_name: 'Erika', order_number: '4711', delivery_date: 'Montag' },
};

export const aLoginCode = aTemplate({
  name: 'login_code',
  category: 'authentication',
  parameterFormat: 'positional',
  components: {
    body: {
      text: '*{{1}}* ist dein Verifizierungscode.',
      examples: { 1: '123456' },
      securityRecommendation: true,
    },
    footer: { text: '', codeExpirationMinutes: 10 },
    buttons: [{ kind: 'otp', text: 'Code kopieren' }],
  },
});
