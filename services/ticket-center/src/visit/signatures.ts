import { createHash, randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Injectable } from '@nestjs/common';
import { Visits } from './domain/visit.repository.js';

const MOST_BYTES = 512 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export class SignatureUnreadable extends domainError('visit-signature-unreadable', 'invalid') {}
export class VisitNotSigned extends domainError('visit-not-signed', 'not-found') {}

/** That customers have seen the work: an image they drew, encrypted in object storage, or a code they were given. */
@Injectable()
export class Signatures {
  constructor(
    private readonly visits: Visits,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /**
   * Stored before the visit speaks of it; what it does not take is removed again.
   * @throws SignatureUnreadable unless it is a PNG of at most 512 KiB
   */
  async sign(visitId: string, image: Buffer, by: string): Promise<void> {
    if (image.length > MOST_BYTES || !image.subarray(0, PNG.length).equals(PNG))
      throw new SignatureUnreadable('A signature is a PNG of at most 512 KiB.');
    const now = this.clock.now();
    const objectId = newId(now);
    const sha256 = hashOf(image);
    await this.storage.put(keyOf(visitId, objectId), Readable.from([image], { objectMode: false }));
    try {
      await this.visits.update(visitId, (visit) => visit.signImage(sha256, objectId, by, now));
    } catch (error) {
      await this.storage.delete(keyOf(visitId, objectId));
      throw error;
    }
  }

  /** @throws VisitNotSigned also when it was signed by a code */
  async image(visitId: string): Promise<{ bytes: number; content: Readable }> {
    const objectId = (await this.visits.get(visitId)).signatureObject;
    if (objectId === null) throw new VisitNotSigned('There is no image of a signature.', { id: visitId });
    return this.storage.get(keyOf(visitId, objectId));
  }

  /** Six digits for the customer; only their hash is kept. */
  async issueCode(visitId: string, by: string): Promise<{ code: string }> {
    const code = randomInt(1_000_000).toString().padStart(6, '0');
    await this.visits.update(visitId, (visit) => visit.issueCode(codeHash(visitId, code), by, this.clock.now()));
    return { code };
  }

  async enterCode(visitId: string, code: string, by: string): Promise<{ signed: boolean; triesLeft: number }> {
    const hash = codeHash(visitId, code);
    const left = await this.visits.update(visitId, (visit) => visit.enterCode(hash, by, this.clock.now()));
    return { signed: left === null, triesLeft: left ?? 0 };
  }
}

function codeHash(visitId: string, code: string): string {
  return hashOf(Buffer.from(`${visitId}\n${code}`));
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function folderOf(visitId: string): string {
  return `visit-signatures/${visitId}`;
}

function keyOf(visitId: string, objectId: string): string {
  return `${folderOf(visitId)}/${objectId}`;
}
