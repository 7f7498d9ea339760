import type { LintCode, LintFinding } from './finding.ts';

type Sentence = (finding: LintFinding) => string;

export const english: Readonly<Record<LintCode, Sentence>> = {
  NAME_FORM: ({ bound }) =>
    `The name may have lower-case letters, digits and underscores only, ${bound} at most; change it.`,
  LANGUAGE_UNKNOWN: ({ found }) =>
    `WhatsApp has no template language “${found}”; use one such as de or en_US.`,
  LANGUAGE_MISMATCH: ({ found }) =>
    `The text reads like ${found === 'de' ? 'German' : 'English'}, another language than the one that is set; Meta refuses that. Change one of them.`,
  TTL_RANGE: ({ found }) => `For this category the time to live must be ${found} seconds.`,
  TEXT_MISSING: () => 'The text is missing; write it, or leave the part out.',
  TEXT_TOO_LONG: ({ bound }) => `The text is too long: at most ${bound} characters; shorten it.`,
  BRACES: () => 'A variable is malformed: write it with two braces on both sides and a name, such as {{1}}.',
  VARIABLE_NAME: ({ found }) =>
    `“${found}” is no name for a variable here: use {{1}}, {{2}} throughout, or names of lower-case letters, digits and underscores throughout.`,
  VARIABLE_ORDER: ({ found }) =>
    `The variables must count up from {{1}} without gaps; ${found} does not follow.`,
  VARIABLE_AT_EDGE: () => 'The text may not begin or end with a variable; put words around it.',
  VARIABLES_ADJACENT: () => 'Two variables stand side by side; put a word between them.',
  VARIABLES_DENSE: ({ bound }) =>
    `The text is short for ${bound} variables, and Meta may refuse it; write more around them, or use fewer.`,
  VARIABLE_NOT_ALLOWED: () => 'No variable is allowed here; write fixed text.',
  TOO_MANY_VARIABLES: ({ bound }) => `At most ${bound} variable is allowed here; remove the others.`,
  EXAMPLE_MISSING: ({ found }) => `Meta reviews with examples; give one for ${found}.`,
  LINE_BREAKS: ({ bound }) =>
    bound
      ? `No more than ${bound} line breaks in a row are allowed; remove some.`
      : 'No line break is allowed here; remove it.',
  FORMATTING: () => 'Headers take neither emoji nor formatting characters; remove them.',
  TOO_MANY_BUTTONS: ({ bound, found }) =>
    found
      ? `At most ${bound} buttons of the kind ${found} are allowed; remove some.`
      : `At most ${bound} buttons are allowed; remove some.`,
  BUTTONS_MIXED: () => 'Quick replies must stand together, before or after all other buttons; reorder them.',
  BUTTONS_ON_DESKTOP: () =>
    'WhatsApp on a computer does not show four or more buttons, or quick replies mixed with others; use fewer if that matters.',
  BUTTON_TWICE: ({ found }) => `Two buttons say “${found}”; give each words of its own.`,
  BUTTON_CATEGORY: ({ found }) => `A button of the kind ${found} does not go with this category.`,
  URL_FORM: ({ bound }) =>
    `The address must begin with https:// or http:// and have at most ${bound} characters.`,
  URL_VARIABLE: () => 'An address may have one variable, at its very end and after the host.',
  URL_SHORTENED: () => 'Meta refuses shortened links and wa.me; give the real address.',
  PHONE_FORM: ({ bound }) =>
    `The phone number must be digits with its country code, ${bound} characters at most.`,
  FLOW_MISSING: () => 'Name the flow in exactly one way: flowId, flowName or flowJson.',
  OFFER_CATEGORY: () => 'Limited-time offers are for marketing templates only.',
  OFFER_FOOTER: () => 'A template with a limited-time offer has no footer; remove it.',
  OFFER_CODE: () => 'An offer that expires needs a button that copies its code.',
  CARD_COUNT: ({ bound }) => `A carousel has 2 to ${bound} cards.`,
  CARDS_DIFFER: () => 'All cards must have the same header, body and buttons; make this one like the first.',
  CARD_HEADER: () => 'Each card needs an image, a video or a product as its header.',
  CARD_WITH_HEADER: () => 'A template with cards has no header and no footer of its own; remove them.',
  AUTHENTICATION_TEXT: () => 'Meta words authentication templates itself; remove this text.',
  AUTHENTICATION_BUTTON: () =>
    'An authentication template has one button of the kind otp, with otpType COPY_CODE, ONE_TAP or ZERO_TAP.',
  AUTHENTICATION_EXPIRY: ({ bound }) => `The code may expire after 1 to ${bound} minutes.`,
  AUTHENTICATION_APPS: () =>
    'One-tap and zero-tap need one to five apps with package name and signature hash (11 characters); zero-tap also needs zeroTapTermsAccepted.',
  DUPLICATE_NAME: () =>
    'There is a template of this name in this language; edit that one, or choose another name.',
  DUPLICATE_CONTENT: ({ found }) =>
    `The template “${found}” says the same; Meta refuses copies. Change the text.`,
  TEMPLATE_CAP: ({ bound }) =>
    `The account has ${bound} templates, as many as Meta allows; delete some first.`,
  LOOKS_LIKE_MARKETING: ({ found }) =>
    `“${found}” sounds like advertising: Meta will probably approve this as a marketing template, which needs consent to marketing.`,
  SENSITIVE_CONTENT: ({ found }) =>
    `“${found}”: Meta refuses templates that ask for sensitive data or threaten; reword it.`,
};
