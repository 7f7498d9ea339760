import type { INodeProperties } from 'n8n-workflow';

const show = { resource: ['file'] };

/** Everything the resource File asks for. */
export const fileProperties: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show },
    default: 'download',
    options: [
      {
        name: 'Download',
        value: 'download',
        action: 'Download a file that a customer sent',
        description:
          'Get the content of a file as binary data; one that is still being fetched is waited for',
      },
    ],
  },
  {
    displayName: 'Media ID',
    name: 'mediaId',
    type: 'string',
    required: true,
    displayOptions: { show: { ...show, operation: ['download'] } },
    default: '={{ $json.mediaId }}',
    description: 'The ID of the file; Parley Trigger has it as mediaId',
  },
  {
    displayName: 'Put Output File in Field',
    name: 'binaryPropertyName',
    type: 'string',
    required: true,
    displayOptions: { show: { ...show, operation: ['download'] } },
    default: 'data',
    hint: 'The name of the output binary field to put the file in',
  },
];
