import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordingObjects } from '../content/recording-objects.js';
import { UploadVerification } from '../content/upload-verification.js';
import { Recordings } from '../domain/recording.repository.js';

/** Gives the offset at which the upload goes on. */
export class ReceivePart extends Command<number> {
  constructor(
    readonly recordingId: string,
    readonly offset: number,
    readonly bytes: Uint8Array,
  ) {
    super();
  }
}

@CommandHandler(ReceivePart)
export class ReceivePartHandler implements ICommandHandler<ReceivePart> {
  constructor(
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly verification: UploadVerification,
    private readonly clock: Clock,
  ) {}

  /** Nothing at the end of an upload that was not verified has it verified again. */
  async execute({ recordingId, offset, bytes }: ReceivePart): Promise<number> {
    const now = this.clock.now();
    const part = { id: newId(now), bytes: bytes.length };
    // Refuses what would be refused below before anything is written; this copy is not saved.
    const recording = await this.recordings.get(recordingId);
    recording.receive(part, offset, now);
    if (bytes.length > 0) await this.#keep(recordingId, part, offset, bytes);
    if (recording.isWhole) await this.verification.settle(recordingId);
    return offset + bytes.length;
  }

  async #keep(recordingId: string, part: { id: string; bytes: number }, offset: number, bytes: Uint8Array) {
    await this.objects.keepPart(recordingId, part.id, bytes);
    try {
      await this.recordings.update(recordingId, (recording) => recording.receive(part, offset, this.clock.now()));
    } catch (error) {
      await this.objects.dropParts(recordingId, [part]);
      throw error;
    }
  }
}
