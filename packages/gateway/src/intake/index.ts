export { answerHandshake } from './handshake.ts';
export { tooLarge } from './problems.ts';
export { receiveUnsigned, receiveWebhook, WEBHOOK_LIMIT_BYTES } from './receive-webhook.ts';
