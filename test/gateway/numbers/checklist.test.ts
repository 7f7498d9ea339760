import { describe, expect, test } from '@jest/globals';
import { type ChecklistItem, checklistOf } from '../../../packages/gateway/src/numbers/checklist.ts';
import { describeChecklist } from '../../../packages/gateway/src/numbers/checklist-words.ts';

const health = (canSend: string) => ({ canSend, problems: [] });
const profile = { description: 'Möbel', email: 'a@example.de', vertical: 'RETAIL', address: 'Beispielweg 1' };
const whole = {
  codeVerification: 'VERIFIED',
  status: 'CONNECTED',
  nameStatus: 'APPROVED',
  health: health('AVAILABLE'),
  quality: 'GREEN',
  profile,
  pinSet: true,
  officialAccount: true,
};
type Facts = Parameters<typeof checklistOf>[0];
const open = (facts: Facts) => checklistOf(facts).flatMap(({ item, done }) => (done ? [] : [item]));

describe('what a number still needs', () => {
  test('nothing, when it is an official business account in order', () => {
    expect(open(whole)).toEqual([]);
  });

  test('everything, when Meta has said nothing of it', () => {
    expect(open({ quality: null })).toEqual([
      'code_verified',
      'registered',
      'display_name',
      'sending',
      'quality',
      'profile',
      'pin',
      'official_account',
    ]);
  });

  test.each<[string, Partial<Facts>, ChecklistItem[]]>([
    ['a code that expired', { codeVerification: 'EXPIRED' }, ['code_verified']],
    ['a number that was deregistered', { status: 'DISCONNECTED' }, ['registered']],
    ['a name that was declined', { nameStatus: 'DECLINED' }, ['display_name']],
    ['a name that needs no review', { nameStatus: 'AVAILABLE_WITHOUT_REVIEW' }, []],
    ['a new name under review', { newName: 'Neu', newNameStatus: 'PENDING_REVIEW' }, ['display_name']],
    ['a new name that waits for the registration', { newNameStatus: 'APPROVED' }, ['display_name']],
    ['a new name that was declined', { newName: 'Neu', newNameStatus: 'DECLINED' }, []],
    ['limited sending', { health: health('LIMITED') }, ['sending']],
    ['blocked sending', { health: health('BLOCKED') }, ['sending']],
    ['yellow quality', { quality: 'YELLOW' }, ['quality']],
    ['red quality', { quality: 'RED' }, ['quality']],
    ['quality that is not known yet', { quality: 'UNKNOWN' }, []],
    ['no PIN', { pinSet: false }, ['pin']],
    ['no badge', { officialAccount: false }, ['official_account']],
    [
      'a website instead of an address',
      { profile: { ...profile, address: '', websites: ['https://example.de'] } },
      [],
    ],
    [
      'neither website nor address',
      { profile: { description: 'x', email: 'x', vertical: 'RETAIL' } },
      ['profile'],
    ],
    ['no line of business', { profile: { description: 'x', email: 'x', address: 'x' } }, ['profile']],
  ])('%s', (_what, facts, expected) => {
    expect(open({ ...whole, ...facts })).toEqual(expected);
  });

  test('is said with what to do, in both languages, and only for what is open', () => {
    const list = checklistOf({ ...whole, codeVerification: 'EXPIRED' });
    const [first, ...others] = describeChecklist(list, 'de');
    expect(first).toMatchObject({ item: 'code_verified', done: false });
    expect(others.every(({ remedy }) => remedy === null)).toBe(true);
    const all = checklistOf({ quality: null });
    const [german, english] = [describeChecklist(all, 'de'), describeChecklist(all, 'en')];
    for (const [index, { remedy }] of german.entries()) {
      expect(remedy).toMatch(/\w/);
      expect(remedy).not.toBe(english[index]?.remedy);
    }
  });
});
