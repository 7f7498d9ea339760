import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const resource = ['message'];

/** The three places where a template is chosen; its two fields have the same names in each. */
const places: NonNullable<IDisplayOptions['show']>[] = [
  { resource, operation: ['sendTemplate'] },
  { resource, operation: ['sendText'], ifWindowClosed: ['template'] },
  { resource, operation: ['check'], messageType: ['template'] },
];

export const templateFields: INodeProperties[] = places.flatMap((show): INodeProperties[] => [
  {
    displayName: 'Template',
    name: 'template',
    type: 'resourceLocator',
    displayOptions: { show },
    default: { mode: 'list', value: '' },
    required: true,
    modes: [
      {
        displayName: 'From List',
        name: 'list',
        type: 'list',
        placeholder: 'Choose a template...',
        typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
      },
      {
        displayName: 'By Name',
        name: 'name',
        type: 'string',
        placeholder: 'e.g. order_update|de',
        hint: 'Name and language of the template, with | between them',
        validation: [
          {
            type: 'regex',
            properties: {
              regex: '^[^|\\s]+\\|[A-Za-z]{2,3}(_[A-Za-z]{2,4})?$',
              errorMessage: 'Give the name and the language, like order_update|de',
            },
          },
        ],
      },
    ],
    description: 'An approved template and its language',
  },
  {
    displayName: 'Template Variables',
    name: 'templateVariables',
    type: 'resourceMapper',
    noDataExpression: true,
    displayOptions: { show },
    default: { mappingMode: 'defineBelow', value: null },
    required: true,
    typeOptions: {
      loadOptionsDependsOn: ['template.value'],
      resourceMapper: {
        resourceMapperMethod: 'getTemplateFields',
        mode: 'add',
        valuesLabel: 'Template Variables',
        fieldWords: { singular: 'variable', plural: 'variables' },
        addAllFields: true,
        supportAutoMap: true,
        noFieldsError: 'Choose a template first; its variables then show here',
        refreshStaleSchemaOnOpen: true,
        refreshIncompleteSchemaOnOpen: true,
      },
    },
  },
]);
