import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { cancelMessage, changeMessage } from './change-message.ts';
import { checkMessage } from './check-message.ts';
import { getMessage, listMessages } from './read-messages.ts';
import { resendMessage } from './resend-message.ts';
import { sendMessage } from './send-message.ts';

/** The calls about messages. */
export function messageHandlers(
  runtime: Runtime,
): Pick<
  Handlers,
  | 'sendMessage'
  | 'checkMessage'
  | 'listMessages'
  | 'getMessage'
  | 'changeMessage'
  | 'cancelMessage'
  | 'resendMessage'
> {
  return {
    sendMessage: (call) => sendMessage(runtime, call),
    checkMessage: (call) => checkMessage(runtime, call),
    listMessages: (call) => listMessages(runtime, call),
    getMessage: (call) => getMessage(runtime, call),
    changeMessage: (call) => changeMessage(runtime, call),
    cancelMessage: (call) => cancelMessage(runtime, call),
    resendMessage: (call) => resendMessage(runtime, call),
  };
}
