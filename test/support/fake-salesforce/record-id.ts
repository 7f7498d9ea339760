const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** An 18 character record id: 15 that count case, and 3 that tell which of them are capitals. */
export function recordId(keyPrefix: string, serial: number): string {
  const short = `${keyPrefix}Fk00000${serial.toString(36).padStart(15 - keyPrefix.length - 7, '0')}`;
  return short + checksum(short);
}

/** Whether the text is a record id whose checksum fits; 15 characters are accepted, as Salesforce does. */
export function isRecordId(value: string): boolean {
  if (!/^[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?$/.test(value)) return false;
  return value.length === 15 || value.slice(15) === checksum(value.slice(0, 15));
}

/** The 18 character form. */
export function longId(value: string): string {
  return value.length === 15 ? value + checksum(value) : value;
}

function checksum(short: string): string {
  return [0, 5, 10]
    .map((start) => {
      let bits = 0;
      for (let at = 0; at < 5; at++) if (/[A-Z]/.test(short[start + at] ?? '')) bits |= 1 << at;
      return CHECK[bits];
    })
    .join('');
}
