import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { TranscribeRecording } from '../commands/transcribe-recording.js';
import { RecordingObjects } from '../content/recording-objects.js';
import type { Recording } from '../domain/recording.aggregate.js';
import { RecordingGone } from '../domain/recording.errors.js';
import { Recordings } from '../domain/recording.repository.js';
import { NotHeard, Transcriber } from '../transcription/transcriber.js';
import { Listenings } from './listenings.js';
import type { ListeningRow } from './recogniser.schema.js';
import { RecogniserSettings } from './recogniser-settings.js';

/** Has what is due in the tenant in context listened to. Repeating it makes no second transcript. */
@Injectable()
export class Listening implements OnModuleDestroy {
  readonly #ending = new AbortController();

  constructor(
    private readonly settings: RecogniserSettings,
    private readonly listenings: Listenings,
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly transcriber: Transcriber,
    private readonly commands: CommandBus,
  ) {}

  /** What is being listened to is cut, and left to others. */
  onModuleDestroy(): void {
    this.#ending.abort();
  }

  async doAll(stillOurs: () => Promise<boolean>): Promise<void> {
    const { enabled } = await this.settings.get();
    if (!enabled) return;
    for (const due of await this.listenings.due()) {
      if (!(await stillOurs())) return;
      const ours = await this.listenings.begin(due);
      if (ours) await this.#listen(ours);
    }
  }

  async #listen(ours: ListeningRow): Promise<void> {
    try {
      await this.#transcribe(ours);
      await this.listenings.done(ours);
    } catch (error) {
      if (error instanceof RecordingGone) await this.listenings.done(ours);
      else if (this.#ending.signal.aborted) await this.listenings.putBack(ours);
      else if (error instanceof NotHeard) await this.listenings.failed(ours, error.code, error.isFinal);
      else await this.listenings.failed(ours, 'failed-inside', false);
    }
  }

  async #transcribe(ours: ListeningRow): Promise<void> {
    const recording = await this.recordings.get(ours.recordingId);
    recording.requireReadable();
    if (recording.hasTranscript) return;
    const { language, segments } = await this.transcriber.transcribe(
      this.#soundOf(recording),
      await this.settings.get(),
      this.#ending.signal,
    );
    if (segments.length === 0) throw new NotHeard('nothing-said', true);
    if (!(await this.listenings.isOurs(ours))) return;
    await this.commands.execute(new TranscribeRecording(recording.id, language, segments));
  }

  #soundOf({ id, contentType, bytes, durationMs, received }: Recording) {
    const content = () => this.objects.read(id, received, { from: 0, to: bytes - 1 });
    return { contentType, bytes, durationMs, content };
  }
}
