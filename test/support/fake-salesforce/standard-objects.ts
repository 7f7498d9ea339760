import { aField, type Field, type ObjectSchema, systemFields } from './field.ts';

/** The standard objects an org has before anything is deployed, with the fields this product meets. */
export function standardObjects(): ObjectSchema[] {
  return [
    standard('User', '005', [
      aField('Username', { length: 80, required: true }),
      aField('Email', { type: 'email', length: 128 }),
      aField('IsActive', { type: 'boolean' }),
    ]),
    standard('Account', '001', [phone('Phone')]),
    standard('Contact', '003', [
      aField('FirstName', { length: 40 }),
      aField('LastName', { length: 80, required: true }),
      aField('Email', { type: 'email', length: 80 }),
      phone('Phone'),
      phone('MobilePhone'),
      phone('HomePhone'),
      phone('OtherPhone'),
      aField('AccountId', { type: 'reference', referenceTo: 'Account', relationshipName: 'Account' }),
      owner(),
    ]),
    standard('Lead', '00Q', [
      aField('FirstName', { length: 40 }),
      aField('LastName', { length: 80, required: true }),
      aField('Company', { required: true }),
      phone('Phone'),
      phone('MobilePhone'),
      aField('IsConverted', { type: 'boolean', readOnly: true }),
      aField('ConvertedContactId', {
        type: 'reference',
        referenceTo: 'Contact',
        relationshipName: 'ConvertedContact',
        readOnly: true,
      }),
      owner(),
    ]),
  ];
}

function standard(name: string, keyPrefix: string, own: Field[]): ObjectSchema {
  const compound = own.some((field) => field.name === 'LastName');
  // A person's Name is put together by the server from first and last name.
  const fields = [...systemFields(), aField('Name', { length: 121, readOnly: compound }), ...own];
  return {
    name,
    label: name,
    keyPrefix,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
  };
}

function phone(name: string): Field {
  return aField(name, { type: 'phone', length: 40 });
}

function owner(): Field {
  return aField('OwnerId', { type: 'reference', referenceTo: 'User', relationshipName: 'Owner' });
}
