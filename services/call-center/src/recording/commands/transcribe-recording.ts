import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordingObjects } from '../content/recording-objects.js';
import { Recordings } from '../domain/recording.repository.js';
import type { Segment } from '../domain/transcript.js';
import { Transcriber } from '../transcription/transcriber.js';

export class TranscribeRecording extends Command<{ transcriptVersion: number }> {
  constructor(
    readonly recordingId: string,
    readonly language: string,
    readonly given: readonly Segment[],
  ) {
    super();
  }
}

@CommandHandler(TranscribeRecording)
export class TranscribeRecordingHandler implements ICommandHandler<TranscribeRecording> {
  constructor(
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly transcriber: Transcriber,
    private readonly clock: Clock,
  ) {}

  async execute({ recordingId, language, given }: TranscribeRecording): Promise<{ transcriptVersion: number }> {
    const segments = await this.#segments(recordingId, language, given);
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

  async #segments(recordingId: string, language: string, given: readonly Segment[]): Promise<readonly Segment[]> {
    const recording = await this.recordings.get(recordingId);
    recording.requireReadable();
    const { contentType, received, bytes } = recording;
    const content = () => this.objects.read(recordingId, received, { from: 0, to: bytes - 1 });
    return this.transcriber.transcribe({ recordingId, contentType, language, given, content });
  }
}
