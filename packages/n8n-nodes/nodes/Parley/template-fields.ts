import { createGatewayClient, GatewayProblem } from '@parley/core/gateway-api';
import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { asNodeError } from '../gateway/failure.ts';
import { gatewayTransport } from '../gateway/transport.ts';
import { readTemplateName } from './template-name.ts';

/**
 * The chosen template's variables as form fields. Their ids are the gateway's keys: workflows keep
 * them, so they never change with a label.
 */
export async function getTemplateFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
  const template = readTemplateName(this.getNodeParameter('template', '', { extractValue: true }));
  if (!template) return { fields: [], emptyFieldsNotice: 'Choose a template first, like order_update|de.' };
  try {
    const client = createGatewayClient(gatewayTransport(this));
    const { fields } = await client.getTemplate(template.name, template.language);
    if (fields.length === 0) return { fields: [], emptyFieldsNotice: 'This template has no variables.' };
    return {
      fields: fields.map(({ key, label, limit, required, example }) => ({
        id: key,
        displayName: limit === null ? label : `${label} (${limit} characters at most)`,
        required,
        display: true,
        defaultMatch: false,
        canBeUsedToMatch: false,
        // Not "url" for media: there a link or media:<id> is allowed.
        type: 'string' as const,
        ...(example === null ? {} : { defaultValue: example }),
      })),
    };
  } catch (error) {
    if (error instanceof GatewayProblem && error.problem.status === 404) {
      const name = `${template.name} (${template.language})`;
      return { fields: [], emptyFieldsNotice: `The gateway knows no template ${name}.` };
    }
    throw asNodeError(this, error);
  }
}
