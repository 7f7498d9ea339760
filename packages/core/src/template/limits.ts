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

/** Meta, product lists: ten sections, titles of 24 characters, thirty products in all. */
export const PRODUCT_SECTIONS = 10;
export const SECTION_TITLE_LIMIT = 24;
export const PRODUCTS_IN_ALL = 30;

/** Meta, catalogues: ids of products have at most 100 characters; names of places are kept as short as addresses. */
export const PRODUCT_ID_LIMIT = 100;
export const PLACE_LIMIT = 1000;

/** Meta states no limit for a choice of products or an order in one value; this keeps one message below 32 KB. */
export const JSON_LIMIT = 16_000;

/** Meta refuses more than four spaces in a row inside a value (132012). */
export const SPACES_IN_A_ROW = 4;
