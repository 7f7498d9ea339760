import { isFields, lengthOf } from '../shape/shape.ts';
import { componentOf, type TemplateButton, type TemplateComponent } from './template.ts';
import { templateError } from './template-error.ts';

const EXPIRY = { min: 1, max: 90 };
const APPS_MAX = 5;
const PACKAGE_MAX = 224;
const HASH_LENGTH = 11;

const refuse = (message: string): never => {
  throw templateError('invalidFormat', 'Invalid authentication template', message);
};

/** Refuses what an authentication template may not say itself: Meta fixes its text. */
export function checkAuthentication(components: TemplateComponent[]): void {
  for (const type of ['HEADER', 'CAROUSEL', 'LIMITED_TIME_OFFER'])
    if (componentOf(components, type)) refuse(`An authentication template has no ${type}.`);
  if (componentOf(components, 'BODY')?.text !== undefined)
    refuse('The text of an authentication template is fixed; leave it out.');
  const footer = componentOf(components, 'FOOTER');
  if (footer) checkFooter(footer);
  const buttons = componentOf(components, 'BUTTONS')?.buttons ?? [];
  const [button] = buttons;
  if (buttons.length !== 1 || !button)
    return void refuse('An authentication template has one button of type OTP.');
  if (String(button.otp_type).toUpperCase() !== 'COPY_CODE') checkApps(button);
}

function checkFooter({ text, code_expiration_minutes: minutes }: TemplateComponent): void {
  if (text !== undefined) refuse('The footer of an authentication template is fixed; leave its text out.');
  const isWithin =
    Number.isInteger(minutes) && Number(minutes) >= EXPIRY.min && Number(minutes) <= EXPIRY.max;
  if (!isWithin)
    refuse(`code_expiration_minutes must be a whole number from ${EXPIRY.min} to ${EXPIRY.max}.`);
}

/** Apps come as a list, or, in older samples, as the fields of the button itself. */
function checkApps(button: TemplateButton): void {
  const listed = button.supported_apps;
  const apps = Array.isArray(listed) ? listed : [button];
  if (apps.length === 0 || apps.length > APPS_MAX) refuse(`A button has 1 to ${APPS_MAX} supported_apps.`);
  for (const app of apps) {
    const { package_name: name, signature_hash: hash } = isFields(app) ? app : {};
    if (typeof name !== 'string' || !name.includes('.') || lengthOf(name) > PACKAGE_MAX)
      refuse(`A package_name has at most ${PACKAGE_MAX} characters and a dot.`);
    if (typeof hash !== 'string' || lengthOf(decoded(hash)) !== HASH_LENGTH)
      refuse(`A signature_hash has ${HASH_LENGTH} characters.`);
  }
  if (String(button.otp_type).toUpperCase() === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true)
    refuse('zero_tap_terms_accepted must be true.');
}

/** Samples write the hash as it stands in an address; a % that escapes nothing is a character. */
function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
