import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccessLog, type Access } from '../content/access-log.js';
import { RecordingObjects } from '../content/recording-objects.js';
import { Recordings } from '../domain/recording.repository.js';
import type { Segment } from '../domain/transcript.js';

export interface OpenedTranscript {
  readonly transcriptVersion: number;
  readonly language: string;
  readonly at: string;
  readonly segments: readonly Segment[];
}

/** @param transcriptVersion undefined: the newest. */
export class OpenTranscript extends Command<OpenedTranscript> {
  constructor(
    readonly recordingId: string,
    readonly transcriptVersion: number | undefined,
    readonly access: Access,
  ) {
    super();
  }
}

@CommandHandler(OpenTranscript)
export class OpenTranscriptHandler implements ICommandHandler<OpenTranscript> {
  constructor(
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly log: AccessLog,
  ) {}

  async execute({ recordingId, transcriptVersion, access }: OpenTranscript): Promise<OpenedTranscript> {
    const { version, language, at, objectId } = (await this.recordings.get(recordingId)).transcript(transcriptVersion);
    await this.log.enter(recordingId, access, `transcript ${version}`);
    const segments = await this.objects.transcript(recordingId, objectId);
    return { transcriptVersion: version, language, at, segments };
  }
}
