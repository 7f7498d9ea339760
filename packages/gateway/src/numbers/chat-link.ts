import { renderSVG } from 'uqr';

/** A link that opens a chat with a number, and the same as a QR code. */
export type ChatLink = { readonly url: string; readonly qrSvg: string };

/** Cameras want an edge of four modules (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** The wa.me link of a number with the text that stands in the message field. */
export function chatLink(displayNumber: string, text: string | undefined): ChatLink {
  const query = text === undefined ? '' : `?text=${encodeURIComponent(text)}`;
  const url = `https://wa.me/${displayNumber.replace(/\D/g, '')}${query}`;
  return { url, qrSvg: renderSVG(url, { ecc: 'L', boostEcc: true, border: QUIET_ZONE }) };
}
