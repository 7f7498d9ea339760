import type { RouteName, Routes } from '@parley/core/gateway-api/schema';
import type * as z from 'zod';
import type { FileAnswer } from './file-answer.ts';
import type { FileBody } from './file-body.ts';
import type { Page } from './page.ts';

/** The key a call came with. */
export type CallerKey = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** The numbers it is bound to; empty means all. */
  readonly numbers: readonly string[];
  readonly tool: string | null;
  readonly sendsPerDay: number | null;
};

type Output<Name extends RouteName, Part extends 'body' | 'query'> =
  Routes[Name] extends Record<Part, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

/** One call after authentication and validation. */
export type Call<Name extends RouteName> = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Output<Name, 'query'>;
  readonly body: Output<Name, 'body'>;
  readonly key: CallerKey;
  /** The language of the words: `Accept-Language`, else the business's. */
  readonly language: 'de' | 'en';
  readonly idempotencyKey: string | undefined;
  /** Aborted when the caller hangs up; long polls end with it. */
  readonly signal: AbortSignal;
} & FilePart<Name>;

type FilePart<Name extends RouteName> = Routes[Name] extends { takesFile: true }
  ? {
      /** The body, of which nothing is read yet. */
      readonly file: FileBody;
    }
  : Routes[Name] extends { success: { givesFile: true } }
    ? {
        /** The `Range` header. */
        readonly range: string | undefined;
      }
    : Routes[Name] extends { success: { alsoPage: true } }
      ? {
          /** The `Accept` header. */
          readonly accept: string | undefined;
        }
      : unknown;

/** A call as it is put together, whatever its route: every handler takes the part it knows. */
export type AnyCall = Omit<
  Call<'uploadMedia'> & Pick<Call<'downloadMedia'>, 'range'> & Pick<Call<'exportContact'>, 'accept'>,
  'query' | 'body'
> & {
  readonly query: unknown;
  readonly body: unknown;
};

type SuccessBody<Name extends RouteName> = Routes[Name]['success'] extends {
  body: infer Schema extends z.ZodType;
}
  ? z.input<Schema> | (Routes[Name]['success'] extends { alsoPage: true } ? Page : never)
  : Routes[Name]['success'] extends { givesFile: true }
    ? FileAnswer
    : undefined;

export type Handler<Name extends RouteName> = (call: Call<Name>) => Promise<SuccessBody<Name>>;

/** A handler for every route; each area contributes its own. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> };
