import { expect, test } from '@jest/globals';
import { type DeliveryStatus, type MessageStatus, nextStatus } from '@parley/core/message';
import fc from 'fast-check';

test.each<[MessageStatus, DeliveryStatus, MessageStatus]>([
  ['queued', 'sent', 'sent'],
  ['sending', 'delivered', 'delivered'],
  ['unknown', 'sent', 'sent'],
  ['sent', 'delivered', 'delivered'],
  ['sent', 'read', 'read'],
  ['read', 'delivered', 'read'],
  ['read', 'sent', 'read'],
  ['played', 'read', 'played'],
  ['sent', 'failed', 'failed'],
  ['delivered', 'failed', 'delivered'],
  ['read', 'failed', 'read'],
  ['failed', 'sent', 'failed'],
  ['failed', 'delivered', 'delivered'],
])('%s, then Meta reports %s: %s', (current, reported, next) => {
  expect(nextStatus(current, reported)).toBe(next);
});

test('whatever the order of the reports, the end is the same', () => {
  const reports = fc.array(fc.constantFrom<DeliveryStatus>('sent', 'delivered', 'read', 'played', 'failed'), {
    maxLength: 6,
  });
  const fold = (list: readonly DeliveryStatus[]) => list.reduce<MessageStatus>(nextStatus, 'sending');
  fc.assert(fc.property(reports, (list) => expect(fold([...list].reverse())).toBe(fold(list))));
  fc.assert(fc.property(reports, (list) => expect(fold([...list].sort())).toBe(fold(list))));
});
