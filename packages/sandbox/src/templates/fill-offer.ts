import { isFields } from '../shape/shape.ts';
import { refuse } from './refusal.ts';
import type { SentParameter } from './sent-parameters.ts';
import type { TemplateComponent } from './template.ts';

/** A limited-time offer: a line, and when it ends. */
export type FilledOffer = { text: string; expiresAt?: string };

/** The offer of a template with the moment that was sent for it. */
export function fillOffer(
  component: TemplateComponent | undefined,
  sent: SentParameter[],
): FilledOffer | undefined {
  if (!component) return undefined;
  const offer = isFields(component.limited_time_offer) ? component.limited_time_offer : {};
  const text = String(offer.text ?? '');
  if (offer.has_expiration !== true) {
    if (sent.length > 0) refuse(132000, 'limited_time_offer: The offer does not expire');
    return { text };
  }
  const expiresMs = Number(sent[0]?.limited_time_offer?.expiration_time_ms);
  if (!Number.isInteger(expiresMs))
    refuse(131008, 'limited_time_offer: Parameter expiration_time_ms is required');
  return { text, expiresAt: new Date(expiresMs).toISOString() };
}
