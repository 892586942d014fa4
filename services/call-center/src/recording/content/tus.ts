import { createHash } from 'node:crypto';
import { Refusal } from '#libs/web/http/problem';
import { UploadChecksumMismatch } from '../domain/recording.errors.js';

export type TusFields = Readonly<Record<string, string | undefined>>;

const VERSION = '1.0.0';
export const UPLOAD_TYPE = 'application/offset+octet-stream';
const ALGORITHMS = ['sha256', 'sha1', 'md5'];

/** In every answer. */
export const TUS = { 'tus-resumable': VERSION };

/** @throws Refusal 412 when the client speaks another version. */
export function requireTus(fields: TusFields): void {
  if (fields['tus-resumable'] === VERSION) return;
  throw new Refusal(412, 'tus-version-unknown', `Send Tus-Resumable: ${VERSION}.`);
}

/**
 * What a PATCH brings, and where it belongs.
 * @throws Refusal 415 for another content type, 400 for fields that cannot be read; UploadChecksumMismatch (460)
 */
export function checkedChunk(fields: TusFields, body: unknown): { offset: number; bytes: Uint8Array } {
  if (fields['content-type'] !== UPLOAD_TYPE) {
    throw new Refusal(415, 'unsupported-media-type', `Parts of an upload are ${UPLOAD_TYPE}.`);
  }
  const offset = fields['upload-offset'] ?? '';
  if (!/^\d{1,15}$/.test(offset)) throw new Refusal(400, 'upload-offset-malformed', 'Upload-Offset takes a number.');
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  requireChecksum(fields['upload-checksum'], bytes);
  return { offset: Number(offset), bytes };
}

function requireChecksum(field: string | undefined, bytes: Uint8Array): void {
  if (field === undefined) return;
  const [algorithm = '', expected] = field.split(' ');
  if (!ALGORITHMS.includes(algorithm) || expected === undefined) {
    throw new Refusal(
      400,
      'upload-checksum-malformed',
      `Upload-Checksum takes one of ${ALGORITHMS.join(', ')} and base64.`,
    );
  }
  if (createHash(algorithm).update(bytes).digest('base64') === expected) return;
  throw new UploadChecksumMismatch('The part was changed on its way; send it again.');
}
