import {
  both,
  list,
  number,
  object,
  optional,
  required,
  rule,
  type Shape,
  text,
  variants,
} from '../shape/shape.ts';
import { body, kind, LIMITS, replyButtons, urlAction } from './interactive-parts.ts';
import { HEADER_MEDIA_SHAPES } from './media-shape.ts';

const CARDS = { min: 2, max: 10 };

/** A card's body may break its line twice. */
const LINE_BREAKS_MAX = 2;

const cardHeader = required(
  variants('type', {
    image: object({ type: kind, image: required(HEADER_MEDIA_SHAPES.image) }),
    video: object({ type: kind, video: required(HEADER_MEDIA_SHAPES.video) }),
  }),
);

const cardBody = optional(
  both(
    body(LIMITS.cardBody),
    rule<{ text: string }>((card) =>
      card.text.split('\n').length - 1 > LINE_BREAKS_MAX
        ? { at: "['text']", message: `may have ${LINE_BREAKS_MAX} line breaks.` }
        : undefined,
    ),
  ),
);

const cardIndex = required(number({ min: 0, max: CARDS.max - 1, integer: true }));

const card = variants('type', {
  cta_url: object({
    card_index: cardIndex,
    type: kind,
    header: cardHeader,
    body: cardBody,
    action: required(urlAction),
  }),
  button: object({
    card_index: cardIndex,
    type: kind,
    header: cardHeader,
    body: cardBody,
    action: required(object({ buttons: required(replyButtons) })),
  }),
  product: object({
    card_index: cardIndex,
    type: kind,
    action: required(object({ catalog_id: required(text()), product_retailer_id: required(text()) })),
  }),
});

type Cards = {
  card_index: number | string;
  type: string;
  action: { catalog_id?: string; buttons?: unknown[] };
}[];

const alike = rule<Cards>((cards) => {
  if (new Set(cards.map(({ card_index }) => Number(card_index))).size < cards.length)
    return { at: '', message: 'has two cards with the same card_index.' };
  const signs = new Set(
    cards.map((one) => `${one.type} ${one.action.buttons?.length} ${one.action.catalog_id}`),
  );
  return signs.size > 1
    ? { at: '', message: 'must have the same kind and number of buttons, and one catalog, on every card.' }
    : undefined;
});

/** Two to ten cards under a main body; no header or footer above them. */
export const carouselShape: Shape = object({
  type: kind,
  body: required(body(LIMITS.shortBody)),
  action: required(object({ cards: required(both(list(card, CARDS), alike)) })),
});
