// Meta, template components (Mar 2026): header text 60, body 1024 (on a carousel's card 160), URL 2000,
// coupon code 20 (since Dec 2025), one-time code 15. They hold for the text with its values filled in.
export const HEADER_LIMIT = 60;
export const BODY_LIMIT = 1024;
export const CARD_BODY_LIMIT = 160;
export const URL_LIMIT = 2000;
export const COUPON_CODE_LIMIT = 20;
export const LOGIN_CODE_LIMIT = 15;

/** The id of a reply button has this limit; a template's quick reply has none of its own in Meta's words. */
export const PAYLOAD_LIMIT = 256;

/** Meta states none for file names and flow tokens; these keep a stray document out of a name field. */
export const FILENAME_LIMIT = 240;
export const FLOW_TOKEN_LIMIT = 256;

/** Meta refuses more than four spaces in a row inside a value (132012). */
export const SPACES_IN_A_ROW = 4;
