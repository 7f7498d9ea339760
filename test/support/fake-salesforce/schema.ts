import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aField, type Field, type ObjectSchema, systemFields } from './field.ts';
import { standardObjects } from './standard-objects.ts';
import { childText, parseXml } from './xml.ts';

/** Every object of the org by its name in lower case. */
export type Schema = Map<string, ObjectSchema>;

const METADATA_TYPES: Readonly<Record<string, Field['type']>> = {
  Text: 'string',
  LongTextArea: 'textarea',
  DateTime: 'datetime',
  Picklist: 'picklist',
  Lookup: 'reference',
  Checkbox: 'boolean',
  Phone: 'phone',
};

/** The org as it is after the shipped metadata in `folder` (`force-app/main/default`) is deployed. */
export function deployedSchema(folder: string): Schema {
  const schema: Schema = new Map();
  for (const object of standardObjects()) schema.set(object.name.toLowerCase(), object);
  const objects = join(folder, 'objects');
  let nextPrefix = 0;
  for (const name of readdirSync(objects).sort()) {
    let object = schema.get(name.toLowerCase());
    if (!object) {
      object = customObject(
        name,
        `a0${nextPrefix++}`,
        readFileSync(join(objects, name, `${name}.object-meta.xml`), 'utf8'),
      );
      schema.set(name.toLowerCase(), object);
    }
    for (const file of readdirSync(join(objects, name, 'fields')).sort()) {
      const field = fieldFrom(readFileSync(join(objects, name, 'fields', file), 'utf8'));
      object.fields.set(field.name.toLowerCase(), field);
    }
  }
  return schema;
}

function customObject(name: string, keyPrefix: string, source: string): ObjectSchema {
  const root = parseXml(source);
  const nameField = root.children.find((child) => child.name === 'nameField');
  if (!nameField) throw new Error(`${name} has no nameField.`);
  const autoNumber = childText(nameField, 'type') === 'AutoNumber';
  const fields = new Map(systemFields().map((field) => [field.name.toLowerCase(), field]));
  fields.set(
    'ownerid',
    aField('OwnerId', { type: 'reference', referenceTo: 'User', relationshipName: 'Owner' }),
  );
  fields.set('name', aField('Name', { length: 80, autoNumber, readOnly: autoNumber }));
  return { name, label: childText(root, 'label') ?? name, keyPrefix, fields };
}

function fieldFrom(source: string): Field {
  const root = parseXml(source);
  const name = childText(root, 'fullName') ?? '';
  const type = METADATA_TYPES[childText(root, 'type') ?? ''];
  if (!type) throw new Error(`${name}: the field type ${childText(root, 'type')} is not known here.`);
  const valueSet = root.children.find((child) => child.name === 'valueSet');
  const definition = valueSet?.children.find((child) => child.name === 'valueSetDefinition');
  return aField(name, {
    label: childText(root, 'label') ?? name,
    type,
    length: Number(childText(root, 'length') ?? 255),
    required: childText(root, 'required') === 'true',
    externalId: childText(root, 'externalId') === 'true',
    unique: childText(root, 'unique') === 'true',
    caseSensitive: childText(root, 'caseSensitive') === 'true',
    restricted: valueSet ? childText(valueSet, 'restricted') === 'true' : false,
    values: (definition?.children ?? [])
      .filter((child) => child.name === 'value')
      .map((value) => childText(value, 'fullName') ?? ''),
    referenceTo: childText(root, 'referenceTo') ?? null,
    relationshipName: type === 'reference' ? name.replace(/__c$/, '__r') : null,
  });
}
