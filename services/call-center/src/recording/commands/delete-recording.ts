import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Recordings } from '../domain/recording.repository.js';

export class DeleteRecording extends Command<void> {
  constructor(
    readonly recordingId: string,
    readonly why: string,
    readonly by: string,
  ) {
    super();
  }
}

/** From here on nobody can hear it; the sweep erases what lies in object storage. */
@CommandHandler(DeleteRecording)
export class DeleteRecordingHandler implements ICommandHandler<DeleteRecording> {
  constructor(
    private readonly recordings: Recordings,
    private readonly clock: Clock,
  ) {}

  execute({ recordingId, why, by }: DeleteRecording): Promise<void> {
    return this.recordings.update(recordingId, (recording) => recording.delete(by, why, this.clock.now()));
  }
}
