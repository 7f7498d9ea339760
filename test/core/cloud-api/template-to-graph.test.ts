import { describe, expect, test } from '@jest/globals';
import { templateFromGraph, templateToGraph } from '@parley/core/cloud-api';
import { lintTemplate, type TemplateDraft } from '@parley/core/template';
import { metaFixture } from './meta-fixture.ts';

type Creation = { name: string; parameter_format: string; message_send_ttl_seconds?: number };
const creations = metaFixture('template-creations') as Creation[];

function draftOf(creation: Creation): TemplateDraft {
  const template = templateFromGraph({ id: '1', status: 'PENDING', ...creation });
  if (!template) throw new Error(`${creation.name} was not read`);
  const { message_send_ttl_seconds: ttlSeconds } = creation;
  return { ...template, ...(ttlSeconds === undefined ? {} : { ttlSeconds }) };
}

describe('a template that is read and submitted again', () => {
  test.each(creations.map((creation) => [creation.name, creation] as const))(
    '%s is the same',
    (_name, creation) => {
      expect(templateToGraph(draftOf(creation))).toEqual({
        ...creation,
        parameter_format: creation.parameter_format.toLowerCase(),
      });
    },
  );

  test.each(creations.map((creation) => [creation.name, creation] as const))(
    '%s is in order',
    (_name, creation) => {
      expect(lintTemplate(draftOf(creation), []).filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});
