import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { childText, parseXml, type XmlElement } from '../support/fake-salesforce/index.ts';

const ROOT = join(import.meta.dirname, '../../packages/salesforce-adapter/force-app/main/default');
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.xml'),
);
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
    };
    expect(files.length).toBeGreaterThan(90);
    for (const name of files) {
      const kind = /\.(\w+)-meta\.xml$/.exec(name)?.[1] ?? '';
      expect([name, read(name).name]).toEqual([name, roots[kind]]);
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

  test('names only fields that exist in list views and actions', () => {
    const named: string[] = [];
    for (const name of files) {
      const object = name.split('/')[1] ?? '';
      if (name.endsWith('.listView-meta.xml')) {
        for (const child of read(name).children) {
          const field = child.name === 'columns' ? child.text : childText(child, 'field');
          if (field?.endsWith('__c')) named.push(`${object}.${field}`);
        }
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
