import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

/** Where the gateway is, and the key it knows this n8n by. */
export class ParleyApi implements ICredentialType {
  name = 'parleyApi';

  displayName = 'Parley API';

  icon = { light: 'file:../icons/parley.svg', dark: 'file:../icons/parley.dark.svg' } as const;

  documentationUrl = 'https://github.com/parley/parley/tree/main/packages/n8n-nodes#credential';

  properties: INodeProperties[] = [
    {
      displayName: 'Gateway URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://parley.example.com',
      description: 'Address of your Parley gateway, without a path',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'A key of the gateway with the scopes messages:send, templates:read and, for files, messages:read, for the trigger, subscriptions',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
  };

  // Needs the key and costs nothing; an open health check would call a wrong key good.
  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.url.replace(/\\/+$/, "")}}', url: '/v1/numbers' },
  };
}
