import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Recordings } from '../domain/recording.repository.js';

export class ReleaseHold extends Command<void> {
  constructor(
    readonly recordingId: string,
    readonly holdId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold> {
  constructor(
    private readonly recordings: Recordings,
    private readonly clock: Clock,
  ) {}

  execute({ recordingId, holdId, reason, by }: ReleaseHold): Promise<void> {
    return this.recordings.update(recordingId, (recording) =>
      recording.releaseHold(holdId, reason, by, this.clock.now()),
    );
  }
}
