import type { WebhookEvent } from '@parley/core/cloud-api';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { receiveAccount } from './receive-account.ts';
import { receiveAppContact } from './receive-app-contact.ts';
import { receiveCall } from './receive-call.ts';
import { receiveEcho } from './receive-echo.ts';
import { receiveEdit, receiveRevocation } from './receive-edit.ts';
import { receiveHistory } from './receive-history.ts';
import { receiveIdentityChange, receiveSystem } from './receive-identity-change.ts';
import { receiveMessage } from './receive-message.ts';
import {
  receiveNumberName,
  receiveNumberNotice,
  receiveNumberQuality,
  receiveNumberReport,
} from './receive-number.ts';
import { receiveOther, receiveUnreadable } from './receive-odd.ts';
import { receiveOutsideOfAccount, receiveOutsideOfNumber } from './receive-outside.ts';
import { receivePreference } from './receive-preference.ts';
import { receiveSignup } from './receive-signup.ts';
import { receiveStatus } from './receive-status.ts';
import {
  receiveCategoryDoubt,
  receiveTemplateChange,
  receiveTemplateComponents,
} from './receive-template.ts';

/** Does what one item of a webhook says; saying it again, in whatever order, changes nothing. */
export function storeItem(tx: Tx, runtime: Runtime, item: WebhookEvent): Promise<void> {
  switch (item.kind) {
    case 'message':
      return receiveMessage(tx, runtime, item);
    case 'edited':
      return receiveEdit(tx, runtime, item);
    case 'revoked':
      return receiveRevocation(tx, runtime, item);
    case 'echo':
      return receiveEcho(tx, runtime, item);
    case 'call':
      return receiveCall(tx, runtime, item);
    case 'status':
      return receiveStatus(tx, runtime, item);
    case 'preference':
      return receivePreference(tx, runtime, item);
    case 'identity_changed':
      return receiveIdentityChange(tx, runtime, item);
    case 'system':
      return receiveSystem(tx, runtime, item);
    case 'template_status':
    case 'template_category':
    case 'template_quality':
      return receiveTemplateChange(tx, runtime, item);
    case 'template_components':
      return receiveTemplateComponents(tx, runtime, item);
    case 'number_quality':
      return receiveNumberQuality(tx, runtime, item);
    case 'number_name':
      return receiveNumberName(tx, runtime, item);
    case 'number_security':
    case 'number_username':
      return receiveNumberNotice(tx, runtime, item);
    case 'number_settings':
    case 'number_error':
      return receiveNumberReport(tx, runtime, item);
    case 'account':
    case 'account_review':
    case 'account_alert':
    case 'capability':
      return receiveAccount(tx, runtime, item);
    case 'signup':
      return receiveSignup(tx, runtime, item);
    case 'history':
      return receiveHistory(tx, runtime, item);
    case 'app_contact':
      return receiveAppContact(tx, runtime, item);
    case 'group_message':
    case 'group':
    case 'call_update':
    case 'handover':
    case 'tracked':
      return receiveOutsideOfNumber(tx, runtime, item);
    case 'flow':
    case 'payment_configuration':
    case 'partner_solution':
      return receiveOutsideOfAccount(tx, runtime, item);
    case 'template_category_doubt':
      return receiveCategoryDoubt(tx, runtime, item);
    // How far a message in a group has come, into which Parley sends none: like statuses of other tools, not told.
    case 'group_status':
      return keepRaw(tx, runtime, item, 'outside');
    case 'other':
      return receiveOther(tx, runtime, item);
    case 'unreadable':
      return receiveUnreadable(tx, runtime, item);
  }
}
