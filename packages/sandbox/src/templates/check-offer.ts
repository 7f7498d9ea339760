import { isFields, lengthOf } from '../shape/shape.ts';
import { componentOf, type TemplateComponent } from './template.ts';
import { templateError } from './template-error.ts';

const OFFER_MAX = 16;
const BODY_WITH_OFFER_MAX = 600;

const refuse = (message: string): never => {
  throw templateError('invalidFormat', 'Invalid limited-time offer', message);
};

/** Refuses a limited-time offer that Meta would not take. */
export function checkOffer(components: TemplateComponent[], category: string): void {
  const component = componentOf(components, 'LIMITED_TIME_OFFER');
  if (!component) return;
  if (category !== 'MARKETING') refuse('Only marketing templates have a limited-time offer.');
  const offer = isFields(component.limited_time_offer) ? component.limited_time_offer : undefined;
  const text = offer?.text;
  if (typeof text !== 'string' || text.trim() === '' || lengthOf(text) > OFFER_MAX)
    refuse(`The text of an offer has 1 to ${OFFER_MAX} characters.`);
  if (componentOf(components, 'FOOTER')) refuse('A template with an offer has no footer.');
  const body = componentOf(components, 'BODY')?.text ?? '';
  if (lengthOf(body) > BODY_WITH_OFFER_MAX)
    throw templateError(
      'tooLong',
      'Text too long',
      `With an offer the body may have ${BODY_WITH_OFFER_MAX} characters.`,
    );
  const buttons = componentOf(components, 'BUTTONS')?.buttons ?? [];
  if (
    offer?.has_expiration === true &&
    !buttons.some(({ type }) => String(type).toUpperCase() === 'COPY_CODE')
  )
    refuse('An offer that expires needs a button of type COPY_CODE.');
}
