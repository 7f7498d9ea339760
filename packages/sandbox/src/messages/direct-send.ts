import { type Fields, isFields, lengthOf, type ShapeFault } from '../shape/shape.ts';

/** Direct Send: a text or interactive message with a category may go outside the window, with a shorter body. */
const BODY_MAX = 1024;

/** The interactive kinds that Meta makes a template of. */
const KINDS = ['button', 'cta_url', 'voice_call'];

/** What is wrong with a message that has a `category`; without one it is an ordinary message. */
export function faultsOfDirectSend(body: Fields): ShapeFault[] {
  if (body.category === undefined) return [];
  const fault = (path: string, message: string): ShapeFault[] => [{ path, kind: 'value', message }];
  if (isFields(body.text)) {
    if (body.text.preview_url !== undefined)
      return fault("text['preview_url']", "With a category text['preview_url'] is not supported.");
    return faultsOfBody(body.text.body, "text['body']");
  }
  if (!isFields(body.interactive))
    return fault('category', 'category goes with text and interactive messages only.');
  const { type, body: words } = body.interactive;
  if (!KINDS.includes(String(type)))
    return fault('category', `category goes with interactive messages of type ${KINDS.join(', ')} only.`);
  return faultsOfBody(isFields(words) ? words.text : undefined, "interactive['body']");
}

function faultsOfBody(words: unknown, path: string): ShapeFault[] {
  if (typeof words !== 'string' || lengthOf(words) <= BODY_MAX) return [];
  return [
    { path, kind: 'value', message: `With a category the body must be at most ${BODY_MAX} characters long.` },
  ];
}
