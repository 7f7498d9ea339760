import type { Media } from '../types.ts';
import { type Calls, longPoll } from './calls.ts';

/** Files. */
export function mediaCalls({ get }: Calls) {
  return {
    /** What is known of a file; with `waitSeconds` one that is still being fetched is waited for. */
    getMedia: (id: string, { waitSeconds }: { waitSeconds?: number } = {}) =>
      get<Media>(`/v1/media/${encodeURIComponent(id)}`, { wait: waitSeconds }, longPoll(waitSeconds)),
  };
}
