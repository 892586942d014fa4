import { createHash } from 'node:crypto';
import { safeFileName } from '#libs/file-intake/file-name';
import { Intake } from '#libs/file-intake/intake';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { FileQuota } from './file-quota.js';
import { INTAKE_REFUSALS } from './file.errors.js';
import { FILE_RULES } from './file-rules.js';
import { keyOf } from './file-key.js';
import { FileSchema, type FileRow } from './file.schema.js';

export interface Upload {
  /** As its sender calls it. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly by: string;
  /** The same for every attempt; undefined: it is not repeated. */
  readonly key: string | undefined;
}

/** Whoever needs longer has given up. */
const RECEIVED_WITHIN_MS = 3_600_000;

/** Takes files in: a row first, then the content piece by piece; then it is in quarantine. */
@Injectable()
export class FileUploads {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectStorage,
    private readonly quota: FileQuota,
    private readonly clock: Clock,
  ) {}

  /**
   * Never within a transaction. A repetition is the same file, once its first attempt has come to its end.
   * @returns the file's id
   * @throws FileEmpty, FileTooLarge, FileTypeRefused, QuotaExceeded, Refusal 409 `upload-under-way`, 422 `idempotency-key-reused`
   */
  async receive({ name: given, content, by, key }: Upload): Promise<string> {
    const name = safeFileName(given);
    const intake = new Intake(content, name, FILE_RULES, INTAKE_REFUSALS);
    const uploadKey = key === undefined ? null : sha256(JSON.stringify([by, key]));
    const first = uploadKey === null ? null : await (await this.database.reader()).findOneBy(FileSchema, { uploadKey });
    if (first) return this.#again(first, intake);
    await this.quota.requireRoom(1);
    const uploadedAt = this.clock.now();
    const id = newId(uploadedAt);
    const unknown = { contentType: null, bytes: null, sha256: null, scan: null, scannedAt: null, attempts: 0 };
    const dueAt = new Date(uploadedAt.getTime() + RECEIVED_WITHIN_MS);
    const row = { id, name, uploadedBy: by, uploadedAt, state: 'receiving' as const, ...unknown, dueAt, uploadKey };
    await this.database.transaction((tx) => tx.insert(FileSchema, row));
    return this.#take(id, intake);
  }

  async #take(id: string, intake: Intake): Promise<string> {
    try {
      await this.objects.put(keyOf(id), intake.content());
      await this.quota.requireRoom(intake.found.bytes);
    } catch (error) {
      // Erased by the rounds, with whatever of it was stored.
      const change = { state: 'refused' as const, uploadKey: null, dueAt: this.clock.now() };
      await this.database.transaction((tx) => tx.update(FileSchema, { id }, change));
      throw error;
    }
    const change = { ...intake.found, state: 'quarantined' as const, dueAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(FileSchema, { id, state: 'receiving' }, change));
    return id;
  }

  async #again(first: FileRow, intake: Intake): Promise<string> {
    if (first.state === 'receiving') throw new Refusal(409, 'upload-under-way', 'The same upload is under way.');
    for await (const piece of intake.content()) void piece;
    if (first.sha256 === intake.found.sha256) return first.id;
    throw new Refusal(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another file.');
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
