import { countCharacters } from '../placeholder.ts';
import type { OtpButton, TemplateDraft } from '../template.ts';
import { fault, type LintFinding } from './finding.ts';

/** Meta, authentication templates: the code expires after 1 to 90 minutes. */
const EXPIRY_MINUTES = { min: 1, max: 90 };

/** Meta, one-tap and zero-tap: up to five apps, package names of 224 characters, signature hashes of 11. */
const APPS_MAX = 5;
const PACKAGE_LIMIT = 224;
const HASH_LENGTH = 11;

/** Meta words these templates itself: only the code, the warning, the expiry and one button are the business's. */
export function lintAuthentication({ components, cards, offer }: TemplateDraft): LintFinding[] {
  const { header, body, footer, buttons } = components;
  const minutes = footer?.codeExpirationMinutes;
  const { min, max } = EXPIRY_MINUTES;
  const isWithin = minutes === undefined || (Number.isInteger(minutes) && minutes >= min && minutes <= max);
  const [button] = buttons;
  return [
    ...(header ? [fault('header', 'AUTHENTICATION_TEXT')] : []),
    ...(body.text === '' ? [] : [fault('body.text', 'AUTHENTICATION_TEXT')]),
    ...(footer && footer.text !== '' ? [fault('footer.text', 'AUTHENTICATION_TEXT')] : []),
    ...(cards.length > 0 ? [fault('cards', 'AUTHENTICATION_TEXT')] : []),
    ...(offer ? [fault('offer', 'AUTHENTICATION_TEXT')] : []),
    ...(isWithin ? [] : [fault('footer.codeExpirationMinutes', 'AUTHENTICATION_EXPIRY', { bound: max })]),
    ...(buttons.length === 1 && button?.kind === 'otp'
      ? lintOtp('buttons[0]', button)
      : [fault('buttons', 'AUTHENTICATION_BUTTON')]),
  ];
}

function lintOtp(path: string, { otpType, apps, zeroTapTermsAccepted }: OtpButton): LintFinding[] {
  const type = otpType?.toUpperCase() ?? '';
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(type))
    return [fault(`${path}.otpType`, 'AUTHENTICATION_BUTTON')];
  if (type === 'COPY_CODE') return [];
  const isFit =
    apps !== undefined &&
    apps.length >= 1 &&
    apps.length <= APPS_MAX &&
    apps.every(
      ({ packageName, signatureHash }) =>
        /^[A-Za-z][\w]*(\.[A-Za-z][\w]*)+$/.test(packageName) &&
        countCharacters(packageName) <= PACKAGE_LIMIT &&
        countCharacters(signatureHash) === HASH_LENGTH,
    );
  return [
    ...(isFit ? [] : [fault(`${path}.apps`, 'AUTHENTICATION_APPS', { bound: APPS_MAX })]),
    ...(type === 'ZERO_TAP' && zeroTapTermsAccepted !== true
      ? [fault(`${path}.zeroTapTermsAccepted`, 'AUTHENTICATION_APPS')]
      : []),
  ];
}
