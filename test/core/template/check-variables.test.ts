import { describe, expect, test } from '@jest/globals';
import { checkVariables, describeFault, type VariableProblem } from '@parley/core/template';
import { aLoginCode, aTemplate, orderBody } from './a-template.ts';

const order = aTemplate({ components: { body: orderBody } });
const good = { first_name: 'Erika', order_number: '4711', delivery_date: 'Montag' };

function problems(check: ReturnType<typeof checkVariables>) {
  return check.ok ? [] : check.faults.map(({ key, problem }) => [key, problem]);
}

describe('checking the values of a template', () => {
  test('values that fit are accepted', () => {
    expect(checkVariables(order, good)).toEqual({ ok: true });
  });

  test('every fault is told, not only the first', () => {
    const check = checkVariables(order, {
      first_name: ' ',
      delivery_date: 'a\nb\tc     d',
      fistname: 'Erika',
    });
    expect(problems(check)).toEqual([
      ['first_name', 'empty'],
      ['order_number', 'missing'],
      ['delivery_date', 'line_break'],
      ['delivery_date', 'tab'],
      ['delivery_date', 'spaces'],
      ['fistname', 'unknown'],
    ]);
    expect(check.ok ? [] : check.faults.at(-1)?.known).toEqual([
      'first_name',
      'order_number',
      'delivery_date',
    ]);
  });

  test.each([
    ['four spaces in a row pass', 'a    b', []],
    ['five do not', 'a     b', ['spaces']],
    ['a carriage return is a line break', 'a\rb', ['line_break']],
    ['an emoji is one character', '😀', []],
  ])('%s', (_name, value, expected) => {
    expect(problems(checkVariables(order, { ...good, first_name: value }))).toEqual(
      expected.map((problem) => ['first_name', problem]),
    );
  });

  test('a value that is no text is named', () => {
    const check = checkVariables(order, { ...good, order_number: 4711 as unknown as string });
    expect(problems(check)).toEqual([['order_number', 'not_text']]);
  });

  test('a key that only the prototype has is missing', () => {
    const body = { text: 'Hallo {{constructor}}!', examples: {} };
    expect(problems(checkVariables(aTemplate({ components: { body } }), {}))).toEqual([
      ['constructor', 'missing'],
    ]);
  });

  test('one character over the limit is too long, and the limit is told', () => {
    const body = { text: `${'x'.repeat(1014)}{{name}}!`, examples: {} };
    const template = aTemplate({ components: { body } });
    expect(checkVariables(template, { name: '123456789' })).toEqual({ ok: true });
    expect(checkVariables(template, { name: '1234567890' })).toEqual({
      ok: false,
      faults: [{ key: 'name', problem: 'too_long', limit: 9 }],
    });
  });

  test('two values that fit alone and not together are refused before Meta does', () => {
    const body = { text: '{{1}} {{2}}.', examples: {} };
    const template = aTemplate({ parameterFormat: 'positional', components: { body } });
    const fitting = { 1: 'a'.repeat(600), 2: 'b'.repeat(422) };
    expect(checkVariables(template, fitting)).toEqual({ ok: true });
    expect(checkVariables(template, { ...fitting, 2: 'b'.repeat(423) })).toEqual({
      ok: false,
      faults: [{ key: '2', problem: 'too_long', limit: 422 }],
    });
  });

  test.each([
    ['https://cdn.example.com/a.pdf', []],
    ['media:1003383421387256', []],
    ['http://cdn.example.com/a.pdf', ['not_https']],
    ['ftp://cdn.example.com/a.pdf', ['not_https']],
    ['a.pdf', ['not_https']],
    ['media:', ['not_https']],
    ['https://cdn.example.com/a b.pdf', ['not_https']],
    ['http://169.254.169.254/a.pdf', ['not_https']],
    ['https://10.0.0.5/a.pdf', ['private_host']],
  ])('the file %s', (value, expected) => {
    const template = aTemplate({ components: { header: { format: 'document' } } });
    expect(problems(checkVariables(template, { header_document: value }))).toEqual(
      expected.map((problem) => ['header_document', problem]),
    );
  });

  test('a file of a private host is fine once the host is allowed, and its name is told before', () => {
    const template = aTemplate({ components: { header: { format: 'document' } } });
    const variables = { header_document: 'http://files.internal/a.pdf' };
    expect(checkVariables(template, variables, ['files.internal'])).toEqual({ ok: true });
    expect(checkVariables(template, variables, ['localhost'])).toEqual({
      ok: false,
      faults: [{ key: 'header_document', problem: 'private_host', host: 'files.internal' }],
    });
  });

  test.each([
    ['123456', []],
    ['123456789012345', []],
    ['1234567890123456', ['too_long']],
    ['12 34 🙂', ['not_a_code']],
    ['https://x.yz', ['not_a_code']],
  ])('the one-time code %s', (code, expected) => {
    expect(problems(checkVariables(aLoginCode, { code }))).toEqual(
      expected.map((problem) => ['code', problem]),
    );
  });

  test('a whole address where only its end belongs would lead nowhere', () => {
    const url = 'https://track.example.com/{{1}}';
    const template = aTemplate({ components: { buttons: [{ kind: 'url', text: 'Verfolgen', url }] } });
    expect(checkVariables(template, { button_0_url: '4711' })).toEqual({ ok: true });
    expect(problems(checkVariables(template, { button_0_url: 'https://track.example.com/4711' }))).toEqual([
      ['button_0_url', 'whole_url'],
    ]);
  });

  test('optional fields may be left out or blank', () => {
    const template = aTemplate({ components: { buttons: [{ kind: 'quick_reply', text: 'Ja' }] } });
    expect(checkVariables(template, {})).toEqual({ ok: true });
    expect(checkVariables(template, { button_0_payload: '' })).toEqual({ ok: true });
  });

  test('a template with a part that has no variables here is refused', () => {
    expect(problems(checkVariables(aTemplate({ unsupported: ['header_gif'] }), {}))).toEqual([
      ['header_gif', 'unsupported'],
    ]);
  });
});

describe('the words of a fault', () => {
  const all: Record<VariableProblem, true> = {
    missing: true,
    empty: true,
    unknown: true,
    not_text: true,
    too_long: true,
    line_break: true,
    tab: true,
    spaces: true,
    not_https: true,
    private_host: true,
    not_a_code: true,
    not_a_latitude: true,
    not_a_longitude: true,
    not_an_instant: true,
    not_products: true,
    not_an_order: true,
    whole_url: true,
    unsupported: true,
  };

  test.each(Object.keys(all) as VariableProblem[])('%s names the variable in both languages', (problem) => {
    const fault = { key: 'first_name', problem, limit: 20 };
    const [german, english] = [describeFault(fault, 'de'), describeFault(fault, 'en')];
    expect(german).toContain('first_name');
    expect(english).toContain('first_name');
    expect(german).not.toBe(english);
  });

  test('an unknown variable comes with those that exist', () => {
    const fault = { key: 'name', problem: 'unknown', known: ['first_name', '1'] } as const;
    expect(describeFault(fault, 'en')).toContain('first_name, 1');
    expect(describeFault(fault, 'de')).toContain('first_name, 1');
  });

  test('a limit is told', () => {
    expect(describeFault({ key: 'code', problem: 'too_long', limit: 15 }, 'de')).toContain('15 Zeichen');
  });
});
