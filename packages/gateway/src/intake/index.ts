export type { WebhookAnswer } from './answer.ts';
export { answerHandshake } from './handshake.ts';
export { receiveWebhook } from './receive-webhook.ts';
