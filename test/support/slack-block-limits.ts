type Json = Readonly<Record<string, unknown>>;

// Slack's own limits; the emulator accepts anything, real Slack answers invalid_blocks.
// https://docs.slack.dev/reference/block-kit/blocks and .../block-elements
const SECTION_TEXT = 3000;
const BUTTON_TEXT = 75;
const BUTTON_VALUE = 2000;
const OPTION_TEXT = 75;
const OPTION_VALUE = 150;
const ID = 255;
const PLACEHOLDER = 150;
const INPUT_TEXT = 3000;
const LABEL = 2000;
const HEADER = 150;
const VIEW_TITLE = 24;
const PRIVATE_METADATA = 3000;
const TOTAL_CHARACTERS = 13_000;

/** Every limit of Slack's that these blocks break, in words; empty when Slack would take them. */
export function blockFaults(blocks: readonly unknown[], most = 50): string[] {
  const faults: string[] = [];
  if (blocks.length > most) faults.push(`${blocks.length} blocks, at most ${most}`);
  const ids = blocks.map((block) => (block as Json).block_id).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) faults.push('a block_id is used twice');
  for (const block of blocks) faults.push(...faultsOf(block as Json));
  if (JSON.stringify(blocks).length > TOTAL_CHARACTERS) faults.push('msg_blocks_too_long');
  return faults;
}

/** Every limit of Slack's that this modal breaks. */
export function viewFaults(view: Json): string[] {
  const blocks = (view.blocks ?? []) as Json[];
  const faults = blockFaults(blocks, 100).filter((fault) => fault !== 'msg_blocks_too_long');
  for (const part of ['title', 'submit', 'close'])
    if (textOf(view[part]).length > VIEW_TITLE) faults.push(`${part} over ${VIEW_TITLE}`);
  if (textOf(view.title).length === 0) faults.push('a view without a title');
  if (typeof view.private_metadata === 'string' && view.private_metadata.length > PRIVATE_METADATA)
    faults.push('private_metadata too long');
  if (blocks.some((block) => block.type === 'input') && view.submit === undefined)
    faults.push('inputs without a submit button');
  return faults;
}

function faultsOf(block: Json): string[] {
  const faults: string[] = [];
  const check = (name: string, value: unknown, most: number, least = 1) => {
    const length = textOf(value).length;
    if (length > most || length < least) faults.push(`${name} has ${length} characters, ${least} to ${most}`);
  };
  if (block.block_id !== undefined) check('block_id', block.block_id, ID);
  switch (block.type) {
    case 'section':
      check('section text', block.text, SECTION_TEXT);
      break;
    case 'header':
      check('header', block.text, HEADER);
      break;
    case 'context':
      if ((block.elements as Json[]).length > 10) faults.push('context over 10 elements');
      for (const element of block.elements as Json[]) check('context text', element.text, SECTION_TEXT);
      break;
    case 'actions':
      if ((block.elements as Json[]).length > 25) faults.push('actions over 25 elements');
      break;
    case 'input':
      check('label', block.label, LABEL);
      if (block.hint !== undefined) check('hint', block.hint, LABEL);
      break;
    case 'rich_text':
    case 'divider':
      break;
    default:
      faults.push(`unknown block type ${String(block.type)}`);
  }
  const elements = [
    block.accessory,
    block.element,
    ...(block.type === 'actions' ? (block.elements as Json[]) : []),
  ];
  for (const element of elements)
    if (element !== undefined) faults.push(...elementFaults(element as Json, check));
  return faults;
}

function elementFaults(
  element: Json,
  check: (name: string, value: unknown, most: number, least?: number) => void,
): string[] {
  check('action_id', element.action_id, ID);
  if (element.placeholder !== undefined) check('placeholder', element.placeholder, PLACEHOLDER);
  if (element.type === 'button') {
    check('button text', element.text, BUTTON_TEXT);
    if (element.value !== undefined) check('button value', element.value, BUTTON_VALUE);
    return [];
  }
  if (element.type === 'static_select') {
    const options = element.options as Json[];
    for (const option of options) {
      check('option text', option.text, OPTION_TEXT);
      check('option value', option.value, OPTION_VALUE);
      if (option.description !== undefined) check('option description', option.description, OPTION_TEXT);
    }
    return options.length < 1 || options.length > 100 ? [`${options.length} options, 1 to 100`] : [];
  }
  if (element.type === 'plain_text_input' || element.type === 'url_text_input') {
    const most = element.max_length as number | undefined;
    return most !== undefined && (most < 1 || most > INPUT_TEXT) ? [`max_length ${most}`] : [];
  }
  return [`unknown element type ${String(element.type)}`];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? String((value as Json).text ?? '') : '';
}
