import type { Readable } from 'node:stream';
import type { ByteRange } from '#libs/object-storage/blob-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccessLog, type Access } from '../content/access-log.js';
import { requestedRange } from '#libs/web/http/byte-range';
import { RecordingObjects } from '../content/recording-objects.js';
import { Recordings } from '../domain/recording.repository.js';

export interface OpenedContent {
  readonly content: Readable;
  readonly contentType: string;
  readonly sha256: string;
  /** Of the whole recording. */
  readonly bytes: number;
  /** Undefined: all of it. */
  readonly range: ByteRange | undefined;
}

/** @param rangeField the Range field as it came. */
export class OpenContent extends Command<OpenedContent> {
  constructor(
    readonly recordingId: string,
    readonly rangeField: string | undefined,
    readonly access: Access,
  ) {
    super();
  }
}

/** Whoever opens it counts as having heard it, also when they leave before the first byte. */
@CommandHandler(OpenContent)
export class OpenContentHandler implements ICommandHandler<OpenContent> {
  constructor(
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly log: AccessLog,
  ) {}

  async execute({ recordingId, rangeField, access }: OpenContent): Promise<OpenedContent> {
    const recording = await this.recordings.get(recordingId);
    recording.requireReadable();
    const { bytes, contentType, sha256, received } = recording;
    const range = requestedRange(rangeField, bytes);
    await this.log.enter(recordingId, access, range ? `bytes ${range.from}-${range.to}` : null);
    const content = await this.objects.read(recordingId, received, range ?? { from: 0, to: bytes - 1 });
    return { content, contentType, sha256, bytes, range };
  }
}
