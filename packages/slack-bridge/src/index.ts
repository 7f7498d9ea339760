export { type SlackBridge, type SlackBridgeOptions, startSlackBridge } from './bridge.ts';
export type { Logger } from './logger.ts';
export { type ReplyMode, readSettings, type SlackBridgeSettings } from './settings.ts';
