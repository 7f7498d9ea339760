import type { INodeProperties } from 'n8n-workflow';

/** Picks one of the business's numbers, from the gateway's list or by its id. */
export function numberField(
  field: Pick<INodeProperties, 'displayName' | 'name' | 'description'> & Partial<INodeProperties>,
): INodeProperties {
  return {
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    modes: [
      {
        displayName: 'From List',
        name: 'list',
        type: 'list',
        placeholder: 'Any number',
        typeOptions: { searchListMethod: 'searchNumbers', searchable: true },
      },
      {
        displayName: 'By ID',
        name: 'id',
        type: 'string',
        placeholder: 'e.g. 106540352242922',
        hint: "The number's phone number ID",
      },
    ],
    ...field,
  };
}
