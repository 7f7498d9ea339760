import type { Json, Milliseconds } from './column.ts';

/** Customers' files and uploads. */
export type MediaTables = {
  /** Files: those customers sent, under Meta's id, and those uploaded here. */
  media: {
    id: string;
    origin: 'received' | 'uploaded';
    kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
    number_id: string | null;
    message_id: string | null;
    key_id: string | null;
    mime_type: string | null;
    filename: string | null;
    bytes: number | null;
    /** Of the content, in base64; at first what the webhook says. */
    sha256: string | null;
    /** Its name in the vault; files of the same content share one. */
    file: string | null;
    /** The key that opens it, encrypted: without this row the file is noise. */
    file_key: string | null;
    state: 'pending' | 'stored' | 'failed' | 'removed';
    problem: string | null;
    attempts: number;
    next_attempt_at: Milliseconds | null;
    /** When Meta gives it no more. */
    expires_at: Milliseconds | null;
    last_used_at: Milliseconds;
    stored_at: Milliseconds | null;
    created_at: Milliseconds;
  };
  /** Whose files they are: erasing the last of these people removes the file. */
  media_use: { media_id: string; contact_id: string };
  /** What Meta knows an uploaded file by, for each number it was sent from. */
  media_upload: {
    media_id: string;
    number_id: string;
    meta_id: string | null;
    uploaded_at: Milliseconds | null;
    attempts: number;
    /** While it is under way or rests: messages with the file wait until then. */
    retry_at: Milliseconds;
    /** Why Meta did not take it, and since when. */
    error: Json | null;
    failed_at: Milliseconds | null;
  };
};
