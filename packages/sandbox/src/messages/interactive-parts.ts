import { both, list, object, optional, required, rule, type Shape, text, variants } from '../shape/shape.ts';
import { HEADER_MEDIA_SHAPES } from './media-shape.ts';

/** Lengths in characters, from Meta's page of each interactive kind. */
export const LIMITS = {
  shortBody: 1024,
  listBody: 4096,
  cardBody: 160,
  footer: 60,
  header: 60,
  buttonTitle: 20,
  buttonId: 256,
  buttons: 3,
  rowTitle: 24,
  rowId: 200,
  rowDescription: 72,
  rows: 10,
  sections: 10,
  sectionTitle: 24,
  url: 2000,
} as const;

const kindOnly = text();

export const textHeader: Shape = object({
  type: required(text({ oneOf: ['text'] })),
  text: required(text({ max: LIMITS.header })),
});

/** A header with a text or a file. */
export const anyHeader: Shape = variants('type', {
  text: textHeader,
  image: object({ type: required(kindOnly), image: required(HEADER_MEDIA_SHAPES.image) }),
  video: object({ type: required(kindOnly), video: required(HEADER_MEDIA_SHAPES.video) }),
  document: object({ type: required(kindOnly), document: required(HEADER_MEDIA_SHAPES.document) }),
});

export const body = (max: number): Shape => object({ text: required(text({ max })) });

export const footer = optional(object({ text: required(text({ max: LIMITS.footer })) }));

/** `type` is checked by whoever picked the shape. */
export const kind = required(kindOnly);

/** An action that is known by its name alone. */
export const namedAction = (name: string): Shape => object({ name: required(text({ oneOf: [name] })) });

type ReplyButtons = { reply: { id: string; title: string } }[];

const distinctReplies = rule<ReplyButtons>((buttons) => {
  const ids = new Set(buttons.map(({ reply }) => reply.id));
  const titles = new Set(buttons.map(({ reply }) => reply.title));
  if (ids.size < buttons.length) return { at: '', message: 'has two buttons with the same id.' };
  if (titles.size < buttons.length) return { at: '', message: 'has two buttons with the same title.' };
  return undefined;
});

export const replyButtons: Shape = both(
  list(
    object({
      type: required(text({ oneOf: ['reply'] })),
      reply: required(
        object({
          id: required(text({ max: LIMITS.buttonId })),
          title: required(text({ max: LIMITS.buttonTitle })),
        }),
      ),
    }),
    { max: LIMITS.buttons },
  ),
  distinctReplies,
);

type Sections = { title?: string; rows: { id: string }[] }[];

const rowsTogether = rule<Sections>((sections) => {
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > LIMITS.rows) {
    return { at: '', message: `may have ${LIMITS.rows} rows in all; it has ${rows.length}.` };
  }
  if (new Set(rows.map(({ id }) => id)).size < rows.length) {
    return { at: '', message: 'has two rows with the same id.' };
  }
  const untitled = sections.findIndex(({ title }) => !title);
  if (sections.length > 1 && untitled >= 0) {
    return { at: `[${untitled}]['title']`, message: 'is required when there is more than one section.' };
  }
  return undefined;
});

export const listSections: Shape = both(
  list(
    object({
      title: optional(text({ min: 0, max: LIMITS.sectionTitle })),
      rows: required(
        list(
          object({
            id: required(text({ max: LIMITS.rowId })),
            title: required(text({ max: LIMITS.rowTitle })),
            description: optional(text({ min: 0, max: LIMITS.rowDescription })),
          }),
          { max: Number.POSITIVE_INFINITY },
        ),
      ),
    }),
    { max: LIMITS.sections },
  ),
  rowsTogether,
);

export const urlAction: Shape = object({
  name: required(text({ oneOf: ['cta_url'] })),
  parameters: required(
    object({
      display_text: required(text({ max: LIMITS.buttonTitle })),
      url: required(
        text({ max: LIMITS.url, pattern: /^https?:\/\/\S+$/i, says: 'must be an http or https URL' }),
      ),
    }),
  ),
});
