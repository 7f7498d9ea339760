import type { Setting } from './setting.ts';

/** A customer whom most of the tests are about. */
export const ERIKA = { phone: '+4915112345678', name: 'Erika Muster' };

/** What a rep sees and does in the org, and what the gateway was asked for because of it. */
export function deskIn(setting: () => Setting) {
  const messages = () => setting().org.all('WhatsApp_Message__c');
  return {
    messages,
    row: (id: string) => messages().find((message) => message.Id === id),
    conversations: () => setting().org.all('WhatsApp_Conversation__c'),
    person: (id: string) =>
      [...setting().org.all('Contact'), ...setting().org.all('Lead')].find((record) => record.Id === id),
    change: (id: string, values: Record<string, unknown>) =>
      setting().org.update(id.startsWith('003') ? 'Contact' : 'Lead', id, values, setting().rep),
    aContact(values: Record<string, unknown> = {}): string {
      const given = { LastName: 'Muster', WhatsApp_E164__c: ERIKA.phone, ...values };
      return setting().org.create('Contact', given, setting().rep).Id;
    },
    /** A rep fills in a message on the page. */
    queue(values: Record<string, unknown>): string {
      const row = { Direction__c: 'Outbound', Status__c: 'Queued', To__c: ERIKA.phone, ...values };
      return setting().org.create('WhatsApp_Message__c', row, setting().rep).Id;
    },
    recorded: () => setting().gateway.callsOf('appendConsent'),
    sends: () => setting().gateway.callsOf('sendMessage'),
    sent: () =>
      [...setting().gateway.world.messages.values()].filter(({ direction }) => direction === 'outbound'),
  };
}
