/** A field as `describe` knows it. */
export type Field = {
  name: string;
  label: string;
  type: 'id' | 'string' | 'textarea' | 'phone' | 'email' | 'datetime' | 'picklist' | 'reference' | 'boolean';
  length: number;
  required: boolean;
  externalId: boolean;
  unique: boolean;
  caseSensitive: boolean;
  restricted: boolean;
  values: string[];
  referenceTo: string | null;
  relationshipName: string | null;
  readOnly: boolean;
  autoNumber: boolean;
};

/** An object as `describe` knows it; field names are matched without regard to case, as Salesforce does. */
export type ObjectSchema = { name: string; label: string; keyPrefix: string; fields: Map<string, Field> };

/** A field with the defaults of an ordinary optional text. */
export function aField(name: string, given: Partial<Field> = {}): Field {
  return {
    name,
    label: name,
    type: 'string',
    length: 255,
    required: false,
    externalId: false,
    unique: false,
    caseSensitive: false,
    restricted: false,
    values: [],
    referenceTo: null,
    relationshipName: null,
    readOnly: false,
    autoNumber: false,
    ...given,
  };
}

/** The fields every object has and only the server sets. */
export function systemFields(): Field[] {
  const stamp = (name: string): Field => aField(name, { type: 'datetime', readOnly: true });
  const person = (name: string): Field =>
    aField(`${name}Id`, { type: 'reference', referenceTo: 'User', relationshipName: name, readOnly: true });
  return [
    aField('Id', { type: 'id', length: 18, readOnly: true }),
    aField('IsDeleted', { type: 'boolean', readOnly: true }),
    stamp('CreatedDate'),
    person('CreatedBy'),
    stamp('LastModifiedDate'),
    person('LastModifiedBy'),
    stamp('SystemModstamp'),
  ];
}
