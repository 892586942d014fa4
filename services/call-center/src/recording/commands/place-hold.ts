import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Recordings } from '../domain/recording.repository.js';

export class PlaceHold extends Command<{ id: string }> {
  constructor(
    readonly recordingId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold> {
  constructor(
    private readonly recordings: Recordings,
    private readonly clock: Clock,
  ) {}

  async execute({ recordingId, reason, by }: PlaceHold): Promise<{ id: string }> {
    const now = this.clock.now();
    const id = newId(now);
    await this.recordings.update(recordingId, (recording) => recording.placeHold(id, reason, by, now));
    return { id };
  }
}
