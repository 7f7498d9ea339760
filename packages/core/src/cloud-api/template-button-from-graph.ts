import * as z from 'zod';
import type { TemplateButton, TemplateCategory } from '../template/template.ts';
import { present } from './webhook/reading.ts';

const maybeText = z.string().nullish();
const App = z.object({ package_name: z.string(), signature_hash: z.string() });

/** A button of a template as Graph lists it. */
export const GraphButton = z.object({
  type: z.string().transform((text) => text.toUpperCase()),
  text: maybeText,
  url: maybeText,
  phone_number: maybeText,
  otp_type: maybeText,
  autofill_text: maybeText,
  zero_tap_terms_accepted: z.boolean().nullish().catch(undefined),
  supported_apps: z.array(App).nullish().catch(undefined),
  flow_id: z.union([z.string(), z.number()]).nullish(),
  flow_name: maybeText,
  flow_json: maybeText,
  flow_action: maybeText,
  navigate_screen: maybeText,
  example: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(undefined),
});
export type GraphButton = z.infer<typeof GraphButton>;

/** A button as Parley knows it. */
export function buttonOf(button: GraphButton, category: TemplateCategory): TemplateButton {
  const text = button.text ?? '';
  const example = typeof button.example === 'string' ? button.example : button.example?.[0];
  // Read back, the button of a one-time code is a URL button that leads to WhatsApp's own code page.
  if (button.type === 'OTP' || (button.type === 'URL' && category === 'authentication')) {
    return otpOf(button, text);
  }
  switch (button.type) {
    case 'QUICK_REPLY':
      return { kind: 'quick_reply', text };
    case 'URL':
      return present({ kind: 'url' as const, text, url: button.url ?? '', example });
    case 'PHONE_NUMBER':
      return { kind: 'phone_number', text, phoneNumber: button.phone_number ?? '' };
    case 'COPY_CODE':
      return present({ kind: 'copy_code' as const, text, example });
    case 'FLOW':
      return present({
        kind: 'flow' as const,
        text,
        flowId: button.flow_id == null ? undefined : String(button.flow_id),
        flowName: button.flow_name ?? undefined,
        flowJson: button.flow_json ?? undefined,
        flowAction: button.flow_action ?? undefined,
        navigateScreen: button.navigate_screen ?? undefined,
      });
    default: {
      const kind = plainButtons.get(button.type);
      return kind ? { kind, text } : { kind: 'other', text, wireType: button.type };
    }
  }
}

// Those that the definition says nothing of but their words.
const plainButtons = new Map(
  Object.entries({
    CATALOG: 'catalog',
    MPM: 'multi_product',
    SPM: 'single_product',
    VOICE_CALL: 'voice_call',
    REQUEST_CONTACT_INFO: 'contact_request',
    ORDER_DETAILS: 'order_details',
  } as const),
);

function otpOf(button: GraphButton, text: string): TemplateButton {
  const apps = button.supported_apps?.map(({ package_name, signature_hash }) => ({
    packageName: package_name,
    signatureHash: signature_hash,
  }));
  return present({
    kind: 'otp' as const,
    text,
    otpType: button.otp_type ?? undefined,
    autofillText: button.autofill_text ?? undefined,
    apps,
    zeroTapTermsAccepted: button.zero_tap_terms_accepted ?? undefined,
  });
}

const knownButtons: ReadonlySet<string> = new Set([
  'QUICK_REPLY',
  'URL',
  'PHONE_NUMBER',
  'COPY_CODE',
  'FLOW',
  ...plainButtons.keys(),
  'OTP',
  'APP',
]);

/** Whether Parley has the variables that a button of this type takes, or it takes none. */
export function isKnownButton(type: string): boolean {
  return knownButtons.has(type);
}
