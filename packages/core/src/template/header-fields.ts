import { field, type TemplateField } from './field.ts';
import { FILENAME_LIMIT, HEADER_LIMIT, PLACE_LIMIT, PRODUCT_ID_LIMIT } from './limits.ts';
import { fixedLength, placeholders } from './placeholder.ts';
import type { TemplateHeader } from './template.ts';

/** What has to be filled above the body. */
export function headerFields(header: TemplateHeader, prefix: string): TemplateField[] {
  const key = `${prefix}header_${header.format}`;
  switch (header.format) {
    case 'text': {
      const limit = HEADER_LIMIT - fixedLength(header.text);
      return placeholders(header.text).map((name) =>
        field(`${prefix}header_${name}`, `Header: ${name}`, 'text', {
          limit,
          example: header.examples[name],
        }),
      );
    }
    case 'image':
    case 'video':
      return [field(key, `Header (${header.format})`, header.format, { example: header.example })];
    case 'document':
      return [
        field(key, 'Header (document)', 'document', { example: header.example }),
        field(`${key}_filename`, 'Header (file name)', 'filename', {
          limit: FILENAME_LIMIT,
          required: false,
        }),
      ];
    case 'location':
      return [
        field(`${key}_latitude`, 'Header (latitude)', 'latitude', { example: '52.5163' }),
        field(`${key}_longitude`, 'Header (longitude)', 'longitude', { example: '13.3777' }),
        field(`${key}_name`, 'Header (name of the place)', 'text', { limit: PLACE_LIMIT, required: false }),
        field(`${key}_address`, 'Header (address)', 'text', { limit: PLACE_LIMIT, required: false }),
      ];
    case 'product':
      return [
        field(key, 'Header (product id)', 'product', { limit: PRODUCT_ID_LIMIT }),
        field(`${key}_catalog`, 'Header (catalogue id)', 'product', { limit: PRODUCT_ID_LIMIT }),
      ];
  }
}
