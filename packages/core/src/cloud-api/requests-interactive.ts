import type {
  FlowContent,
  InteractiveContent,
  InteractiveHeader,
  ListContent,
} from '../message/interactive-content.ts';
import { file, type Payload, present } from './requests-parts.ts';

/** The version of flow messages that Meta documents; there is no other. */
const FLOW_MESSAGE_VERSION = '3';

/** The `interactive` object of a message. */
export function interactive(content: InteractiveContent): Payload {
  switch (content.type) {
    case 'buttons':
      return {
        type: 'button',
        ...frame(content),
        action: {
          buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
        },
      };
    case 'list':
      return {
        type: 'list',
        ...frame(content),
        action: { button: content.button, sections: sections(content) },
      };
    case 'link':
      return {
        type: 'cta_url',
        ...frame(content),
        action: { name: 'cta_url', parameters: { display_text: content.button, url: content.url } },
      };
    case 'flow':
      return {
        type: 'flow',
        ...frame(content),
        action: { name: 'flow', parameters: flowParameters(content) },
      };
    case 'location_request':
      return { type: 'location_request_message', ...frame(content), action: { name: 'send_location' } };
    case 'contact_request':
      return { type: 'request_contact_info', ...frame(content), action: { name: 'request_contact_info' } };
  }
}

type Framed = { readonly body: string; readonly header?: InteractiveHeader; readonly footer?: string };

function frame({ header, body, footer }: Framed): Payload {
  return {
    ...(header ? { header: headerOf(header) } : {}),
    body: { text: body },
    ...(footer === undefined ? {} : { footer: { text: footer } }),
  };
}

function headerOf(header: InteractiveHeader): Payload {
  if (header.type === 'text') return { type: 'text', text: header.text };
  const filename = header.type === 'document' ? header.filename : undefined;
  return { type: header.type, [header.type]: present({ ...file(header), filename }) };
}

function sections(content: ListContent): readonly Payload[] {
  return content.sections.map(({ title, rows }) =>
    present({ title, rows: rows.map(({ id, title, description }) => present({ id, title, description })) }),
  );
}

function flowParameters(flow: FlowContent): Payload {
  const { screen, data } = flow;
  const isOpened = screen !== undefined || data !== undefined;
  return present({
    flow_message_version: FLOW_MESSAGE_VERSION,
    flow_id: flow.flowId,
    flow_name: flow.flowName,
    flow_cta: flow.button,
    flow_token: flow.flowToken,
    // A screen or data to open with belong to `navigate`.
    flow_action: flow.flowAction ?? (isOpened ? 'navigate' : undefined),
    flow_action_payload: isOpened ? present({ screen, data }) : undefined,
    mode: flow.mode,
  });
}
