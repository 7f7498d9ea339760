import { lengthOf } from '../shape/shape.ts';
import { type FilledButton, fillButtons } from './fill-buttons.ts';
import { type FilledOffer, fillOffer } from './fill-offer.ts';
import { fillPlaceholders, placeholdersOf } from './placeholders.ts';
import { refuse } from './refusal.ts';
import { type SentComponent, type SentParameter, valuesFor } from './sent-parameters.ts';
import { componentOf, type Template, type TemplateComponent } from './template.ts';

/** What the customer's phone shows at the top of a template. */
export type FilledHeader =
  | { kind: 'text'; text: string }
  | { kind: 'image' | 'video' | 'document'; id?: string; link?: string; filename?: string }
  | { kind: 'location'; text: string };

export type FilledTemplate = {
  header?: FilledHeader;
  offer?: FilledOffer;
  body: string;
  footer?: string;
  buttons: FilledButton[];
  cards?: FilledTemplate[];
};

/** A filled body may be as long as an approved one. */
const BODY_MAX = 1024;
const HEADER_MAX = 60;

/** One-time codes are at most this long. */
const CODE_MAX = 15;

/** Puts the sent parameters into the template, or throws the GraphError that Meta would answer. */
export function fillTemplate(template: Template, sent: SentComponent[]): FilledTemplate {
  const offer = fillOffer(
    componentOf(template.components, 'LIMITED_TIME_OFFER'),
    ofType(sent, 'limited_time_offer')?.parameters ?? [],
  );
  const filled = { ...fillComponents(template, template.components, sent), ...(offer && { offer }) };
  const carousel = componentOf(template.components, 'CAROUSEL');
  if (!carousel) return filled;
  const cards = carousel.cards ?? [];
  const sentCards = ofType(sent, 'carousel')?.cards ?? [];
  if (sentCards.length !== cards.length) {
    refuse(132012, `carousel: Format mismatch, expected ${cards.length} cards, received ${sentCards.length}`);
  }
  const inOrder = cards.map((card, index) => {
    const match = sentCards.find((one) => Number(one.card_index) === index);
    if (!match) refuse(132012, `carousel: No card has card_index ${index}`);
    return fillComponents(template, card.components, match.components);
  });
  return { ...filled, cards: inOrder };
}

const ofType = (sent: SentComponent[], type: string): SentComponent | undefined =>
  sent.find((component) => component.type.toLowerCase() === type);

function fillComponents(
  template: Template,
  components: TemplateComponent[],
  sent: SentComponent[],
): FilledTemplate {
  refuseStrangers(components, sent);
  const header = fillHeader(
    template,
    componentOf(components, 'HEADER'),
    ofType(sent, 'header')?.parameters ?? [],
  );
  const body = fillBody(template, componentOf(components, 'BODY'), ofType(sent, 'body')?.parameters ?? []);
  const footer = componentOf(components, 'FOOTER')?.text;
  const sentButtons = sent.filter((component) => component.type.toLowerCase() === 'button');
  const buttons = fillButtons(
    componentOf(components, 'BUTTONS')?.buttons ?? [],
    sentButtons,
    template.category === 'AUTHENTICATION' ? CODE_MAX : undefined,
  );
  return { ...(header && { header }), body, ...(footer !== undefined && { footer }), buttons };
}

/** A component that the template does not have at all. */
function refuseStrangers(components: TemplateComponent[], sent: SentComponent[]): void {
  for (const component of sent) {
    const type = component.type.toUpperCase();
    if (type === 'TAP_TARGET_CONFIGURATION' || (component.parameters ?? component.cards ?? []).length === 0)
      continue;
    if (!componentOf(components, type === 'BUTTON' ? 'BUTTONS' : type)) {
      refuse(132000, `${type.toLowerCase()}: The template has no such component with parameters`);
    }
  }
}

function fillBody(
  template: Template,
  component: TemplateComponent | undefined,
  sent: SentParameter[],
): string {
  const text = component?.text ?? '';
  const values = valuesFor(placeholdersOf(text), sent, template.parameter_format, 'body');
  if (template.category === 'AUTHENTICATION') {
    for (const value of values.values()) {
      if (lengthOf(value) > CODE_MAX) refuse(131009, `body: A code has at most ${CODE_MAX} characters`);
    }
  }
  const filled = fillPlaceholders(text, values);
  if (lengthOf(filled) > BODY_MAX) {
    refuse(
      132005,
      `body: The filled text has ${lengthOf(filled)} characters, at most ${BODY_MAX} are allowed`,
    );
  }
  return filled;
}

function fillHeader(
  template: Template,
  component: TemplateComponent | undefined,
  sent: SentParameter[],
): FilledHeader | undefined {
  if (!component) return undefined;
  const format = (component.format ?? 'TEXT').toUpperCase();
  if (format === 'TEXT') {
    const text = component.text ?? '';
    const filled = fillPlaceholders(
      text,
      valuesFor(placeholdersOf(text), sent, template.parameter_format, 'header'),
    );
    if (lengthOf(filled) > HEADER_MAX)
      refuse(132005, `header: The filled text has more than ${HEADER_MAX} characters`);
    return { kind: 'text', text: filled };
  }
  const [parameter, ...rest] = sent;
  const received = parameter?.type.toUpperCase() ?? 'UNKNOWN';
  if (!parameter || rest.length > 0 || received !== format) {
    refuse(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  }
  if (parameter.product) {
    const { product_retailer_id: product, catalog_id: catalog } = parameter.product;
    if (!product || !catalog) refuse(131008, 'header: A product needs product_retailer_id and catalog_id');
    return { kind: 'text', text: `Product ${product}` };
  }
  if (parameter.location) {
    const { name, address, latitude, longitude } = parameter.location;
    return {
      kind: 'location',
      text: [name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`,
    };
  }
  for (const kind of ['image', 'video', 'document'] as const) {
    const file = parameter[kind];
    if (file) return { kind, ...file };
  }
  return undefined;
}
