import * as z from 'zod';
import { placeholders } from '../template/placeholder.ts';
import type {
  Examples,
  Template,
  TemplateBody,
  TemplateCategory,
  TemplateFooter,
  TemplateHeader,
  TemplateOffer,
  TemplateParts,
} from '../template/template.ts';
import { buttonOf, GraphButton, isKnownButton } from './template-button-from-graph.ts';
import { present } from './webhook/reading.ts';

// Meta writes types in capitals when it lists templates, and takes both; what Parley does not use passes by.
const upper = z.string().transform((text) => text.toUpperCase());
const maybeText = z.string().nullish();
const NamedExamples = z
  .array(z.object({ param_name: z.string(), example: z.string() }))
  .nullish()
  .catch(undefined);

const Component = z.object({
  type: upper,
  format: upper.nullish(),
  text: maybeText,
  example: z
    .object({
      header_text: z.array(z.string()).nullish().catch(undefined),
      header_text_named_params: NamedExamples,
      header_handle: z.array(z.string()).nullish().catch(undefined),
      body_text: z.array(z.array(z.string())).nullish().catch(undefined),
      body_text_named_params: NamedExamples,
    })
    .nullish()
    .catch(undefined),
  add_security_recommendation: z.boolean().nullish(),
  code_expiration_minutes: z.number().nullish(),
  limited_time_offer: z.object({ text: maybeText, has_expiration: z.boolean().nullish() }).nullish(),
  buttons: z.array(GraphButton).nullish(),
  cards: z.array(z.object({ components: z.array(z.unknown()) })).nullish(),
});
type Component = z.infer<typeof Component>;

const GraphTemplate = z.object({
  id: z.union([z.string().min(1), z.int()]).transform(String),
  name: z.string().min(1),
  language: z.string().min(1),
  status: upper.nullish(),
  category: upper.nullish(),
  parameter_format: upper.nullish(),
  components: z.array(z.unknown()).nullish(),
  quality_score: z.object({ score: maybeText }).nullish().catch(undefined),
  rejected_reason: maybeText,
});

/** Reads a template as Graph lists it; undefined when it lacks what makes it one (id, name, language). */
export function templateFromGraph(json: unknown): Template | undefined {
  const read = GraphTemplate.safeParse(json);
  if (!read.success) return undefined;
  const { data } = read;
  const category = categoryOf(data.category);
  const components = (data.components ?? []).map((raw) => Component.safeParse(raw).data ?? raw);
  const known = components.filter(isComponent);
  const cards = known.flatMap((component) => component.cards ?? []);
  const rejected = data.rejected_reason;
  return present({
    id: data.id,
    name: data.name,
    language: data.language.replaceAll('-', '_'),
    // Without a status it is not known to be approved, and then it is not.
    status: data.status ?? 'PENDING',
    category,
    parameterFormat: data.parameter_format === 'NAMED' ? ('named' as const) : ('positional' as const),
    components: partsOf(known, category),
    offer: offerOf(known.find(({ type }) => type === 'LIMITED_TIME_OFFER')),
    cards: cards.map((card) =>
      partsOf(
        card.components.flatMap((raw) => Component.safeParse(raw).data ?? []),
        category,
      ),
    ),
    unsupported: unsupportedParts(
      components,
      known,
      cards.flatMap((card) => card.components),
    ),
    quality: data.quality_score?.score ?? undefined,
    rejectedReason: rejected && rejected !== 'NONE' ? rejected : undefined,
  });
}

function isComponent(component: unknown): component is Component {
  return Component.safeParse(component).success;
}

// What Meta calls otherwise is treated as the strictest.
function categoryOf(category: string | null | undefined): TemplateCategory {
  if (category === 'UTILITY') return 'utility';
  return category === 'AUTHENTICATION' ? 'authentication' : 'marketing';
}

function partsOf(components: readonly Component[], category: TemplateCategory): TemplateParts {
  const find = (type: string) => components.find((component) => component.type === type);
  return present({
    header: headerOf(find('HEADER')),
    body: bodyOf(find('BODY')),
    footer: footerOf(find('FOOTER')),
    buttons: (find('BUTTONS')?.buttons ?? []).map((button) => buttonOf(button, category)),
  });
}

function offerOf(component: Component | undefined): TemplateOffer | undefined {
  if (!component) return undefined;
  const { text, has_expiration } = component.limited_time_offer ?? {};
  return { text: text ?? component.text ?? '', expires: has_expiration ?? false };
}

function headerOf(header: Component | undefined): TemplateHeader | undefined {
  const example = header?.example;
  switch (header?.format) {
    case 'TEXT': {
      const text = header.text ?? '';
      return {
        format: 'text',
        text,
        examples: examplesOf(text, example?.header_text, example?.header_text_named_params),
      };
    }
    case 'IMAGE':
      return present({ format: 'image' as const, example: example?.header_handle?.[0] });
    case 'VIDEO':
      return present({ format: 'video' as const, example: example?.header_handle?.[0] });
    case 'DOCUMENT':
      return present({ format: 'document' as const, example: example?.header_handle?.[0] });
    case 'LOCATION':
      return { format: 'location' };
    case 'PRODUCT':
      return { format: 'product' };
    default:
      return undefined;
  }
}

function bodyOf(body: Component | undefined): TemplateBody {
  const text = body?.text ?? '';
  const { example } = body ?? {};
  return present({
    text,
    examples: examplesOf(text, example?.body_text?.[0], example?.body_text_named_params),
    securityRecommendation: body?.add_security_recommendation || undefined,
  });
}

function footerOf(footer: Component | undefined): TemplateFooter | undefined {
  if (!footer) return undefined;
  return present({
    text: footer.text ?? '',
    codeExpirationMinutes: footer.code_expiration_minutes ?? undefined,
  });
}

type NamedExample = { readonly param_name: string; readonly example: string };

function examplesOf(
  text: string,
  positional: readonly string[] | null | undefined,
  named: readonly NamedExample[] | null | undefined,
): Examples {
  const pairs = named
    ? named.map(({ param_name, example }): [string, string] => [param_name, example])
    : placeholders(text).flatMap((name, index): [string, string][] => {
        const example = positional?.[index];
        return example === undefined ? [] : [[name, example]];
      });
  return Object.fromEntries(pairs);
}

const knownHeaders = new Set(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT']);
const knownComponents = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER']);

// A component that Meta wants parameters for and that Parley has no variables for: better refused here, in words,
// than by Meta with a number.
function unsupportedParts(
  components: readonly unknown[],
  known: readonly Component[],
  cards: readonly unknown[],
): string[] {
  const onCards = cards.map((raw) => Component.safeParse(raw).data);
  const parts = [...known, ...onCards.filter((component) => component !== undefined)].flatMap((component) => {
    if (!knownComponents.has(component.type)) return [component.type];
    if (component.type === 'HEADER' && !knownHeaders.has(component.format ?? ''))
      return [`HEADER ${component.format ?? ''}`];
    return (component.buttons ?? [])
      .filter(({ type }) => !isKnownButton(type))
      .map(({ type }) => `BUTTON ${type}`);
  });
  const unreadable = components.length > known.length || onCards.includes(undefined) ? ['UNREADABLE'] : [];
  return [...new Set([...parts, ...unreadable])].map((part) =>
    part.trim().toLowerCase().replaceAll(' ', '_'),
  );
}
