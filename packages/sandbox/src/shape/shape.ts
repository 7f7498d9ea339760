/** What is wrong with one place of a JSON body; `path` is written as Meta writes it: `text['body']`. */
export type ShapeFault = {
  path: string;
  kind: 'missing' | 'unknown' | 'type' | 'value';
  message: string;
};

/** Looks at one value and adds what is wrong with it to `faults`. */
export type Shape = (value: unknown, path: string, faults: ShapeFault[]) => void;

/** A JSON object whose fields are not known yet. */
export type Fields = Record<string, unknown>;

type Field = { shape: Shape; required: boolean };

/** A field that has to be there. */
export const required = (shape: Shape): Field => ({ shape, required: true });

/** A field that may be left out. */
export const optional = (shape: Shape): Field => ({ shape, required: false });

/** Lists every fault of a body; an empty list means that it fits. */
export function faultsOf(shape: Shape, value: unknown, path = ''): ShapeFault[] {
  const faults: ShapeFault[] = [];
  shape(value, path, faults);
  return faults;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Meta counts characters as a reader does: an emoji outside the basic plane is one. */
export const lengthOf = (text: string): number => [...text].length;

const child = (path: string, key: string): string => (path === '' ? key : `${path}['${key}']`);

type TextRules = {
  min?: number;
  max?: number;
  pattern?: RegExp;
  says?: string;
  oneOf?: readonly string[];
};

/** A text; without rules it must not be empty. Lengths are in characters. */
export function text({ min = 1, max, pattern, says, oneOf }: TextRules = {}): Shape {
  return (value, path, faults) => {
    const add = (kind: ShapeFault['kind'], message: string) => faults.push({ path, kind, message });
    if (typeof value !== 'string') add('type', `${path} must be a string.`);
    else if (oneOf && !oneOf.includes(value)) {
      add('value', `${path} must be one of {${oneOf.join(', ')}} - got "${value.slice(0, 40)}".`);
    } else if (value.trim() === '' && min > 0)
      add('missing', `The parameter ${path} is required and must not be empty.`);
    else if (max !== undefined && lengthOf(value) > max) {
      add('value', `${path} must be at most ${max} characters long; it has ${lengthOf(value)}.`);
    } else if (pattern && !pattern.test(value)) add('value', `${path} ${says ?? 'has a wrong form'}.`);
  };
}

/** True or false. */
export const flag: Shape = (value, path, faults) => {
  if (typeof value !== 'boolean') faults.push({ path, kind: 'type', message: `${path} must be a boolean.` });
};

/** A number within bounds; numbers written as text count, as Meta's own samples do that. */
export function number({ min = -Infinity, max = Infinity, integer = false } = {}): Shape {
  return (value, path, faults) => {
    const read =
      typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
        ? Number(value)
        : Number.NaN;
    if (!Number.isFinite(read)) {
      faults.push({ path, kind: 'type', message: `${path} must be a number.` });
    } else if (read < min || read > max || (integer && !Number.isInteger(read))) {
      const kind = integer ? 'a whole number' : 'a number';
      faults.push({ path, kind: 'value', message: `${path} must be ${kind} from ${min} to ${max}.` });
    }
  };
}

/** Anything, as long as it is there: for parts that the sandbox carries without reading. */
export const anything: Shape = () => {};

/** A JSON object whose content the sandbox carries without reading. */
export const anyObject: Shape = (value, path, faults) => {
  if (!isFields(value)) faults.push({ path, kind: 'type', message: `${path} must be an object.` });
};

/** A list with a bounded number of items. */
export function list(item: Shape, { min = 1, max = Infinity } = {}): Shape {
  return (value, path, faults) => {
    if (!Array.isArray(value)) {
      faults.push({ path, kind: 'type', message: `${path} must be an array.` });
      return;
    }
    if (value.length < min || value.length > max) {
      const bound = max === Infinity ? `at least ${min}` : `${min} to ${max}`;
      faults.push({
        path,
        kind: 'value',
        message: `${path} must have ${bound} items; it has ${value.length}.`,
      });
    }
    for (const [index, entry] of value.entries()) item(entry, `${path}[${index}]`, faults);
  };
}

/** An object with these fields and no others. */
export function object(fields: Record<string, Field>): Shape {
  return (value, path, faults) => {
    if (!isFields(value)) {
      faults.push({ path, kind: 'type', message: `${path || 'The body'} must be an object.` });
      return;
    }
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(fields, key)) continue;
      const where = path === '' ? '' : ` on param "${path}"`;
      faults.push({ path: child(path, key), kind: 'unknown', message: `Unexpected key "${key}"${where}.` });
    }
    for (const [key, field] of Object.entries(fields)) {
      const present = Object.hasOwn(value, key) && value[key] !== undefined && value[key] !== null;
      if (present) field.shape(value[key], child(path, key), faults);
      else if (field.required) {
        faults.push({
          path: child(path, key),
          kind: 'missing',
          message: `The parameter ${child(path, key)} is required.`,
        });
      }
    }
  };
}

/** The object's own field `key` picks the shape; a value that is not in `shapes` is a fault of that field. */
export function variants(key: string, shapes: Record<string, Shape>): Shape {
  return (value, path, faults) => {
    if (!isFields(value)) {
      faults.push({ path, kind: 'type', message: `${path || 'The body'} must be an object.` });
      return;
    }
    const at = child(path, key);
    const kind = value[key];
    if (kind === undefined || kind === null) {
      faults.push({ path: at, kind: 'missing', message: `The parameter ${at} is required.` });
    } else if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) {
      const known = Object.keys(shapes).join(', ');
      const got = typeof kind === 'string' ? kind.slice(0, 40) : typeof kind;
      faults.push({ path: at, kind: 'value', message: `${at} must be one of {${known}} - got "${got}".` });
    } else shapes[kind]?.(value, path, faults);
  };
}

/** Both shapes must fit. */
export const both =
  (first: Shape, second: Shape): Shape =>
  (value, path, faults) => {
    const before = faults.length;
    first(value, path, faults);
    if (faults.length === before) second(value, path, faults);
  };

/** A rule between fields, looked at once the form fits; it answers what is wrong, or nothing. */
export const rule =
  <T>(check: (value: T) => { at: string; message: string } | undefined): Shape =>
  (value, path, faults) => {
    const found = check(value as T);
    if (found)
      faults.push({ path: path + found.at, kind: 'value', message: `${path}${found.at} ${found.message}` });
  };
