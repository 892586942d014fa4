import type { Readable } from 'node:stream';
import type { ByteRange } from '#libs/object-storage/blob-store';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Injectable } from '@nestjs/common';

/** What of attachments lies in object storage. */
@Injectable()
export class AttachmentObjects {
  constructor(private readonly storage: ObjectStorage) {}

  async keep(id: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    await this.storage.put(keyOf(id), content);
  }

  /** @throws NoSuchObject, DamagedObject */
  async read(id: string, range?: ByteRange): Promise<Readable> {
    return (await this.storage.get(keyOf(id), range)).content;
  }

  /** Also what is not there. */
  async erase(id: string): Promise<void> {
    await this.storage.delete(keyOf(id));
  }
}

function keyOf(id: string): string {
  return `ticket-attachment/${id}`;
}
