import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call of the API: the single source for validation, types, the client and the OpenAPI document.
 * `scope` is what the key must have: `public` needs no key, `any` any valid key, `tool` the tool's own scope.
 */
export type Route = {
  readonly method: Method;
  /** With `{name}` for path parameters. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly scope: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body may be left out. */
  readonly bodyOptional?: boolean;
  /** The body is a file: as a form, or as it is. */
  readonly takesFile?: boolean;
  /** Takes an `Idempotency-Key` header. */
  readonly idempotent?: boolean;
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly body?: z.ZodType;
    /** The answer is the content of a file, or with 206 a part of it. */
    readonly givesFile?: boolean;
    /** For a body that is text and not JSON: its type, with parameters. */
    readonly textType?: string;
    /** The same may be had as a page to read and print. */
    readonly alsoPage?: boolean;
  };
  /** Problems this call can answer with, beside those that every call can. */
  readonly problems?: readonly number[];
};
