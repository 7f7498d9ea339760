import { createGatewayClient } from '@parley/core/gateway-api';
import type {
  ILoadOptionsFunctions,
  INodeListSearchResult,
  INodeParameterResourceLocator,
} from 'n8n-workflow';
import { asNodeError } from './failure.ts';
import { gatewayTransport } from './transport.ts';

/** The business's numbers, for a list that can be searched. */
export async function searchNumbers(
  this: ILoadOptionsFunctions,
  filter?: string,
): Promise<INodeListSearchResult> {
  try {
    const { items } = await createGatewayClient(gatewayTransport(this)).listNumbers();
    const results = items.map((number) => ({
      name: [number.displayNumber ?? number.id, number.verifiedName].filter(Boolean).join(', '),
      value: number.id,
    }));
    return { results: results.filter(({ name, value }) => matches(`${name} ${value}`, filter)) };
  } catch (error) {
    throw asNodeError(this, error);
  }
}

/**
 * The templates page by page, each as name|language: the value that is kept in the workflow. The label
 * says what decides whether it can be used: language, category and Meta's status.
 */
export async function searchTemplates(
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: unknown,
): Promise<INodeListSearchResult> {
  const number = this.getCurrentNodeParameter('from') as INodeParameterResourceLocator | undefined;
  // An expression is only known once an item is there.
  const from = String(number?.value ?? '').startsWith('=') ? '' : String(number?.value ?? '');
  try {
    const page = await createGatewayClient(gatewayTransport(this)).listTemplates({
      ...(filter ? { search: filter } : {}),
      ...(from ? { from } : {}),
      ...(paginationToken ? { cursor: String(paginationToken) } : {}),
    });
    const results = page.items.map(({ name, language, category, status }) => ({
      name: `${name} (${language}, ${category}, ${status.toLowerCase()})`,
      value: `${name}|${language}`,
    }));
    return { results, ...(page.cursor ? { paginationToken: page.cursor } : {}) };
  } catch (error) {
    throw asNodeError(this, error);
  }
}

function matches(text: string, filter?: string): boolean {
  return !filter || text.toLowerCase().includes(filter.toLowerCase());
}
