import { type GatewayClient, GatewayProblem, type SendRequest } from '@parley/core/gateway-api';
import { type IExecuteFunctions, NodeOperationError, type ResourceMapperValue } from 'n8n-workflow';
import { asNodeError } from '../gateway/failure.ts';
import { readTemplateName, type TemplateName } from './template-name.ts';

type TemplateContent = Extract<SendRequest['content'], { type: 'template' }>;

/** The template of an item with the values of its variables, from the form or from the item's own fields. */
export async function readTemplateContent(
  context: IExecuteFunctions,
  client: GatewayClient,
  item: number,
): Promise<TemplateContent> {
  const template = readTemplateName(context.getNodeParameter('template', item, '', { extractValue: true }));
  if (!template) {
    throw new NodeOperationError(context.getNode(), 'The field "Template" names no template', {
      itemIndex: item,
      description: 'Choose a template from the list, or give its name and language, like order_update|de.',
    });
  }
  const mapper = context.getNodeParameter('templateVariables', item, {}) as Partial<ResourceMapperValue>;
  const values: Record<string, unknown> =
    mapper.mappingMode === 'autoMapInputData'
      ? await valuesOfItem(context, client, item, template)
      : (mapper.value ?? {});
  // An empty field is a missing variable: the gateway then says which, in its own words.
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return {
    type: 'template',
    ...template,
    variables: Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
  };
}

/** The fields of the item whose names are keys of the template. */
async function valuesOfItem(
  context: IExecuteFunctions,
  client: GatewayClient,
  item: number,
  template: TemplateName,
): Promise<Record<string, unknown>> {
  const json = context.getInputData()[item]?.json ?? {};
  try {
    const keys = await keysOf(context, client, template);
    return Object.fromEntries(keys.map((key) => [key, json[key]]));
  } catch (error) {
    // The decision on the message says it better, and sends the item to Not allowed.
    if (error instanceof GatewayProblem && error.problem.status === 404) return {};
    throw asNodeError(context, error, item);
  }
}

/** The keys of the templates that a run of a node has met: asked once, not for each of a thousand items. */
const keysOfRun = new WeakMap<IExecuteFunctions, Map<string, Promise<string[]>>>();

function keysOf(context: IExecuteFunctions, client: GatewayClient, template: TemplateName) {
  const known = keysOfRun.get(context) ?? new Map<string, Promise<string[]>>();
  keysOfRun.set(context, known);
  const id = `${template.name}|${template.language}`;
  const keys =
    known.get(id) ??
    client.getTemplate(template.name, template.language).then(({ fields }) => fields.map(({ key }) => key));
  known.set(id, keys);
  return keys;
}
