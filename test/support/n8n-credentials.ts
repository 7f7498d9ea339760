import { requireFromN8nNodes } from './n8n-package.ts';
import type { Json, N8nCredentialType, N8nNode, N8nWorkflow } from './n8n-types.ts';

const { ICredentialsHelper } = requireFromN8nNodes('n8n-workflow') as {
  ICredentialsHelper: new () => object;
};

export type N8nCredentials = Record<string, Json>;

/** Gives the engine the credentials of a test in the clear, and signs requests with them as n8n does. */
export function credentialsHelper(types: Record<string, N8nCredentialType>, credentials: N8nCredentials) {
  return new (class extends ICredentialsHelper {
    getParentTypes = () => [];
    isCredentialUsableByNode = () => true;
    preAuthentication = async () => undefined;
    runPreAuthentication = async () => undefined;
    updateCredentials = async () => undefined;
    updateCredentialsOauthTokenData = async () => undefined;
    getCredentialsProperties = (type: string) => types[type]?.properties ?? [];

    async getDecrypted(_: unknown, details: { id: string }, type: string): Promise<Json> {
      const data = credentials[details.id];
      if (!data) throw new Error(`No credential "${details.id}" of type "${type}" is set.`);
      return { ...data };
    }

    async authenticate(
      data: Json,
      type: string,
      options: { headers?: Json },
      workflow: N8nWorkflow,
      node: N8nNode,
    ) {
      const headers = types[type]?.authenticate.properties.headers ?? {};
      for (const [name, value] of Object.entries(headers)) {
        const keys = { $credentials: data };
        options.headers = {
          ...options.headers,
          [name]: workflow.expression.getSimpleParameterValue(node, value, 'internal', keys),
        };
      }
      return options;
    }
  })();
}
