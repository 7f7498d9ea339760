import { describe, expect, test } from '@jest/globals';
import { readDoubt, readKeyword } from '@parley/core/consent';
import { english } from './english-sentences.ts';
import { german } from './german-sentences.ts';

const leaves = (text: string) => ['withdraw', 'object'].includes(readKeyword(text)?.kind ?? '');

// At least 500 sentences a language: fewer would not show how often everyday talk has a stop word in it.
describe.each([
  ['German', german],
  ['English', english],
])('Of what people write in %s', (_language, sentences) => {
  const { plain, falseFriends, everyday, doubtful, rights } = sentences;
  const others = [...falseFriends, ...everyday, ...doubtful, ...rights];

  test('there are at least 500 sentences', () => {
    expect(new Set([...plain, ...others]).size).toBeGreaterThanOrEqual(500);
  });

  test('every plain form of an agreed word is heard', () => {
    expect(plain.filter((text) => !leaves(text))).toEqual([]);
  });

  test('nothing else is taken for an agreed word', () => {
    expect(others.filter(leaves)).toEqual([]);
  });

  test('every sentence that may be an opt-out is put before a person', () => {
    expect(doubtful.filter((text) => readDoubt(text)?.kind !== 'opt_out')).toEqual([]);
  });

  test('every claim of a right is heard as one', () => {
    expect(rights.filter((text) => readDoubt(text)?.kind !== 'rights_request')).toEqual([]);
  });

  test('nobody is asked about everyday sentences and false friends', () => {
    expect([...everyday, ...falseFriends].filter((text) => readDoubt(text) !== undefined)).toEqual([]);
  });
});
