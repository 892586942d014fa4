import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordingObjects } from '../content/recording-objects.js';
import { Recordings } from '../domain/recording.repository.js';
import type { Segment } from '../domain/transcript.js';

export class TranscribeRecording extends Command<{ transcriptVersion: number }> {
  constructor(
    readonly recordingId: string,
    readonly language: string,
    readonly segments: readonly Segment[],
  ) {
    super();
  }
}

@CommandHandler(TranscribeRecording)
export class TranscribeRecordingHandler implements ICommandHandler<TranscribeRecording> {
  constructor(
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly clock: Clock,
  ) {}

  async execute({ recordingId, language, segments }: TranscribeRecording): Promise<{ transcriptVersion: number }> {
    (await this.recordings.get(recordingId)).requireReadable();
    const now = this.clock.now();
    const objectId = newId(now);
    await this.objects.keepTranscript(recordingId, objectId, segments);
    try {
      const transcriptVersion = await this.recordings.update(recordingId, (recording) =>
        recording.transcribe(objectId, language, segments, now),
      );
      return { transcriptVersion };
    } catch (error) {
      await this.objects.dropTranscript(recordingId, objectId);
      throw error;
    }
  }
}
