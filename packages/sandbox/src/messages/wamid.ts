import { randomBytes } from 'node:crypto';

/**
 * A message id as WhatsApp makes them: base64 of a small binary record that contains the other side's phone
 * number in plain digits. That is why a wamid counts as personal data and must be masked in logs.
 */
export function makeWamid(address: string, direction: 'in' | 'out'): string {
  const id = direction === 'in' ? `3A${hex(9)}` : hex(9);
  const record = Buffer.concat([
    Buffer.from([0x1c, 0x18, address.length]),
    Buffer.from(address, 'latin1'),
    Buffer.from([0x15, 0x02, 0x00, direction === 'in' ? 0x12 : 0x11, 0x18, id.length]),
    Buffer.from(id, 'latin1'),
    Buffer.from([0x00]),
  ]);
  return `wamid.${record.toString('base64')}`;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex').toUpperCase();
