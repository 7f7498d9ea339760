/**
 * Makes an element. Text goes in as text alone, never as markup, so nothing a customer writes can become code.
 * `on…` takes a listener; `true` sets an empty attribute; false and undefined leave it out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name.startsWith('aria-') && value !== undefined) made.setAttribute(name, String(value));
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

const PATHS = {
  clock:
    'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 1.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2ZM7.4 5v3.3l2.3 2.2.9-1L8.7 7.8V5Z',
  tick: 'm13.2 3.6-7 8-3.4-3.2-1 1 4.5 4.3L14.3 4.5Z',
  ticks: 'm11 3.6-6.6 7.7L1.6 8.6.7 9.6l3.8 3.6L12 4.5Zm4 0L8.6 11l-.8-.7-.9 1 1.8 1.7L16 4.5Z',
  alert: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM7.2 4.4h1.6v4.8H7.2Zm0 6h1.6V12H7.2Z',
  reply: 'M6.4 3v2.8c4.3 0 7 2 8 6.7-1.6-2.3-4-3.4-8-3.4V12L1.6 7.5Z',
  link: 'M9 2h5v5l-1.9-1.9L7.6 9.6 6.4 8.4l4.5-4.5ZM3 4h4v1.6H4.6v5.8h5.8V9H12v4H3Z',
  phone: 'M3.6 2 6 4.6 5 6.7a8 8 0 0 0 4.3 4.3l2.1-1 2.6 2.4-1.7 1.9C7 15 1 9 1.7 3.7Z',
  copy: 'M5 2h8v9H5Zm1.5 1.5v6h5v-6ZM3 5h1v7h6v1.3H3Z',
  list: 'M2 3.5h2v2H2Zm4 .3h8v1.4H6Zm-4 3.5h2v2H2Zm4 .3h8V9H6Zm-4 3.5h2v2H2Zm4 .3h8v1.4H6Z',
  send: 'M2 2.2 14.4 8 2 13.8V9.3L9.5 8 2 6.7Z',
  file: 'M3.5 1.5H9l3.5 3.5v9.5h-9ZM8.5 3v2.6h2.6Z',
  film: 'M2 3.5h12v9H2Zm4.6 2v5l4.2-2.5Z',
  picture: 'M2 3h12v10H2Zm1.5 8.3h9L9.6 7 7.3 9.7 5.8 8.2ZM5 4.6A1.2 1.2 0 1 0 5 7a1.2 1.2 0 0 0 0-2.4Z',
  voice:
    'M8 1.5a2.2 2.2 0 0 1 2.2 2.2v4a2.2 2.2 0 0 1-4.4 0v-4A2.2 2.2 0 0 1 8 1.5ZM3.8 7.4h1.4a2.8 2.8 0 0 0 5.6 0h1.4a4.2 4.2 0 0 1-3.5 4.1V14H7.3v-2.5a4.2 4.2 0 0 1-3.5-4.1Z',
  pin: 'M8 1.5a4.6 4.6 0 0 1 4.6 4.6c0 3.2-4.6 8.4-4.6 8.4S3.4 9.3 3.4 6.1A4.6 4.6 0 0 1 8 1.5ZM8 4.4a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z',
  person:
    'M8 2a2.9 2.9 0 1 1 0 5.8A2.9 2.9 0 0 1 8 2Zm0 6.9c3 0 5.4 1.7 5.4 4V14H2.6v-1.1c0-2.3 2.4-4 5.4-4Z',
  plus: 'M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2Z',
  eye: 'M8 3.5c3.3 0 5.7 2.3 6.8 4.5-1.1 2.2-3.5 4.5-6.8 4.5S2.3 10.2 1.2 8C2.3 5.8 4.7 3.5 8 3.5ZM8 5.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z',
  mute: 'M2 6h2.6L8 3v10l-3.4-3H2Zm8-.2 1-1L12.5 6.3 14 4.8l1 1L13.5 7.3 15 8.8l-1 1-1.5-1.5L11 9.8l-1-1 1.5-1.5Z',
};

const SVG = 'http://www.w3.org/2000/svg';

/** A small picture; with a label it says what it means, without one it is decoration. */
export function icon(name, label) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name] ?? PATHS.file);
  svg.append(path);
  return svg;
}
