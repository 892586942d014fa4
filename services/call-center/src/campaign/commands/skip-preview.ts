import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SKIPPED_MS } from '../dialing/preview-round.js';
import { DialRecords } from '../domain/dial-record.repository.js';

/** Somebody else, or later. */
export class SkipPreview extends Command<void> {
  constructor(
    readonly recordId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SkipPreview)
export class SkipPreviewHandler implements ICommandHandler<SkipPreview> {
  constructor(
    private readonly records: DialRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws DialRecordNotYours */
  execute({ recordId, by }: SkipPreview): Promise<void> {
    const again = new Date(this.clock.ms() + SKIPPED_MS);
    return this.records.update(recordId, (record) => record.skip(by, again));
  }
}
