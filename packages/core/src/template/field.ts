/**
 * What a value is: `url` is the end of a button's address, `image`, `video` and `document` are files, `instant` is a
 * moment (ISO 8601), `products` and `order` are written in JSON.
 */
export type FieldKind =
  | 'text'
  | 'url'
  | 'image'
  | 'video'
  | 'document'
  | 'filename'
  | 'code'
  | 'payload'
  | 'flow_token'
  | 'latitude'
  | 'longitude'
  | 'product'
  | 'products'
  | 'instant'
  | 'order';

/** One variable of a template, as a form shows it. The keys are a public contract. */
export type TemplateField = {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Characters at most; files are given by an address and have none. */
  readonly limit?: number;
  readonly example?: string;
};

type More = {
  readonly limit?: number;
  readonly required?: boolean;
  readonly example?: string | undefined;
};

/** Puts a field together; it is required unless said otherwise. */
export function field(key: string, label: string, kind: FieldKind, more: More = {}): TemplateField {
  return {
    key,
    label,
    kind,
    required: more.required ?? true,
    ...(more.limit === undefined ? {} : { limit: more.limit }),
    ...(more.example === undefined ? {} : { example: more.example }),
  };
}
