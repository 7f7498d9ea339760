import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ApiSchemas } from 'jsforce/lib/api/metadata/schema.js';
import { childText, parseXml, type XmlElement } from '../support/fake-salesforce/index.ts';

const PACKAGE = join(import.meta.dirname, '../../packages/salesforce-adapter');
const ROOT = join(PACKAGE, 'force-app/main/default');
const GERMAN = join(PACKAGE, 'force-app-de/main/default');
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
const files = filesIn(ROOT);
const read = (name: string): XmlElement => parseXml(readFileSync(join(ROOT, name), 'utf8'));

/** Every declared field as `Object.Field`, with its file. */
const fields = files
  .filter((name) => name.endsWith('.field-meta.xml'))
  .map((name) => {
    const [, object = ''] = name.split('/');
    const xml = read(name);
    return { path: `${object}.${childText(xml, 'fullName')}`, file: basename(name), xml };
  });
const declared = new Set(fields.map((field) => field.path));

describe('the metadata that is deployed to an org', () => {
  test('is well-formed in every file, and each root element fits the file type', () => {
    const roots: Record<string, string> = {
      field: 'CustomField',
      object: 'CustomObject',
      listView: 'ListView',
      tab: 'CustomTab',
      permissionset: 'PermissionSet',
      quickAction: 'QuickAction',
      layout: 'Layout',
      objectTranslation: 'CustomObjectTranslation',
      fieldTranslation: 'CustomFieldTranslation',
    };
    expect(files.length).toBeGreaterThan(90);
    for (const folder of [ROOT, GERMAN]) {
      for (const name of filesIn(folder)) {
        const kind = /\.(\w+)-meta\.xml$/.exec(name)?.[1] ?? '';
        const root = parseXml(readFileSync(join(folder, name), 'utf8'));
        expect([name, root.name]).toEqual([name, roots[kind]]);
        expect([name, ...faultsOf(root, root.name, true)]).toEqual([name]);
      }
    }
  });

  test.each([
    [
      'a misspelt element',
      '<ListView><filterScope>Everything</filterScope><lable>A</lable></ListView>',
      'lable is not known',
    ],
    ['a missing element', '<ListView><label>A</label></ListView>', 'filterScope is missing'],
    [
      'a text where a truth value belongs',
      '<CustomField><required>yes</required></CustomField>',
      'required is no boolean',
    ],
    [
      'an element that comes twice',
      '<CustomField><label>A</label><label>B</label></CustomField>',
      'label comes twice',
    ],
    [
      'a list in two pieces',
      '<ListView><columns>A</columns><filterScope>Everything</filterScope><columns>B</columns><label>A</label></ListView>',
      'columns is not in one piece',
    ],
  ])('is held to the description of the Metadata API: %s is found', (_, xml, fault) => {
    const root = parseXml(xml);
    expect(faultsOf(root, root.name, true)).toContainEqual(expect.stringContaining(fault));
  });

  test('has a German label for every field and every picklist value', () => {
    for (const { path, xml } of fields) {
      const [object, field] = path.split('.');
      const german = parseXml(
        readFileSync(
          join(GERMAN, `objectTranslations/${object}-de/${field}.fieldTranslation-meta.xml`),
          'utf8',
        ),
      );
      expect([path, childText(german, 'label')?.length]).toEqual([path, expect.any(Number)]);
      const translated = german.children
        .filter((child) => child.name === 'picklistValues')
        .map((child) => childText(child, 'masterLabel'));
      expect([path, translated]).toEqual([path, picklistValues(xml)]);
    }
  });

  test('refuses a file with an open element, so that the check above can fail', () => {
    expect(() => parseXml('<CustomField><label>A</CustomField>')).toThrow('closes');
    expect(() => parseXml('<CustomField><label>A & B</label></CustomField>')).toThrow('entity');
  });

  test.each(fields)('$path has a name, label and help text an org accepts', ({ file, xml }) => {
    const name = childText(xml, 'fullName') ?? '';
    expect(file).toBe(`${name}.field-meta.xml`);
    expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*__c$/);
    expect(name.replace(/__c$/, '').length).toBeLessThanOrEqual(40);
    expect(childText(xml, 'label')?.length).toBeLessThanOrEqual(40);
    const help = childText(xml, 'inlineHelpText') ?? '';
    expect(help.length).toBeGreaterThan(10);
    expect(help.length).toBeLessThanOrEqual(510);
    const length = Number(childText(xml, 'length') ?? 0);
    if (childText(xml, 'type') === 'Text') expect(length).toBeLessThanOrEqual(255);
    if (childText(xml, 'type') === 'LongTextArea') expect(length).toBeGreaterThanOrEqual(256);
  });

  test('makes every key that finds a row unique and case-sensitive, because a wamid is', () => {
    const keys = ['Wamid__c', 'Client_Request_Id__c', 'Parley_Message_Id__c'].map(
      (name) => fields.find((field) => field.path === `WhatsApp_Message__c.${name}`)?.xml,
    );
    for (const xml of keys) {
      expect(xml && childText(xml, 'unique')).toBe('true');
      expect(xml && childText(xml, 'externalId')).toBe('true');
      expect(xml && childText(xml, 'caseSensitive')).toBe('true');
    }
  });

  test.each(['WhatsApp_User', 'WhatsApp_Integration'])(
    '%s covers every field that is not required',
    (name) => {
      const set = read(`permissionsets/${name}.permissionset-meta.xml`);
      const granted = set.children
        .filter((child) => child.name === 'fieldPermissions')
        .map((child) => childText(child, 'field') ?? '');
      const grantable = fields.filter((field) => childText(field.xml, 'required') !== 'true');
      expect([...granted].sort()).toEqual(grantable.map((field) => field.path).sort());
    },
  );

  test('names only fields that exist in list views, layouts and actions', () => {
    const named: string[] = [];
    for (const name of files) {
      const object = name.split('/')[1] ?? '';
      if (name.endsWith('.listView-meta.xml')) {
        for (const child of read(name).children) {
          const field = child.name === 'columns' ? child.text : childText(child, 'field');
          if (field?.endsWith('__c')) named.push(`${object}.${field}`);
        }
      }
      if (name.endsWith('.layout-meta.xml')) {
        const [target = ''] = basename(name).split('-');
        const own = namedFields({ ...read(name), children: read(name).children.filter(isSection) });
        for (const field of own) if (field !== 'Name') named.push(`${target}.${field}`);
      }
      if (name.endsWith('.quickAction-meta.xml')) {
        const action = read(name);
        const target = childText(action, 'targetObject');
        named.push(`${target}.${childText(action, 'targetParentField')}`);
        for (const field of namedFields(action)) named.push(`${target}.${field}`);
      }
    }
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !declared.has(path))).toEqual([]);
  });
});

function namedFields(element: XmlElement): string[] {
  return element.children.flatMap((child) => [
    ...(child.name === 'field' ? [child.text] : []),
    ...namedFields(child),
  ]);
}

function isSection(element: XmlElement): boolean {
  return element.name === 'layoutSections';
}

function picklistValues(field: XmlElement): (string | undefined)[] {
  const set = field.children.find((child) => child.name === 'valueSet');
  const definition = set?.children.find((child) => child.name === 'valueSetDefinition');
  return (definition?.children ?? [])
    .filter((child) => child.name === 'value')
    .map((child) => childText(child, 'fullName'));
}

type PropertyType = string | readonly [string];
type TypeDescription = { props: Record<string, PropertyType>; extends?: string };

/**
 * Compares an element with the description of its type, taken from Salesforce's own WSDL. An org also refuses
 * equal elements that do not stand together ("is duplicated at this location").
 */
function faultsOf(element: XmlElement, typeName: string, isRoot = false): string[] {
  const types = ApiSchemas as unknown as Record<string, TypeDescription>;
  const type = types[typeName];
  if (!type) return [`the type ${typeName} is not known`];
  const properties: Record<string, PropertyType> = { ...type.props };
  if (isRoot || type.extends === 'Metadata') properties.fullName = '?string';
  const names = element.children.map((child) => child.name);
  const faults: string[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const isList = Array.isArray(property);
    if (!isList && !String(property).startsWith('?') && !names.includes(name))
      faults.push(`${name} is missing`);
    if (!isList && names.filter((other) => other === name).length > 1) faults.push(`${name} comes twice`);
    const [first, last] = [names.indexOf(name), names.lastIndexOf(name)];
    if (names.slice(first, last + 1).some((other) => other !== name))
      faults.push(`${name} is not in one piece`);
  }
  for (const child of element.children) {
    const property = properties[child.name];
    if (property === undefined) faults.push(`${element.name}: ${child.name} is not known`);
    else faults.push(...valueFaults(child, String(property).replace('?', '')));
  }
  return faults;
}

function valueFaults(element: XmlElement, type: string): string[] {
  if (type === 'boolean')
    return /^(?:true|false)$/.test(element.text) ? [] : [`${element.name} is no boolean`];
  if (type === 'number') return /^\d+$/.test(element.text) ? [] : [`${element.name} is no number`];
  if (type === 'string') return element.children.length === 0 ? [] : [`${element.name} has elements`];
  return faultsOf(element, type);
}
