export { answerHandshake } from './handshake.ts';
export { tooLarge } from './problems.ts';
export { receiveWebhook, WEBHOOK_LIMIT_BYTES } from './receive-webhook.ts';
