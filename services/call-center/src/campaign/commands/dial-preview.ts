import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Dialling } from '../dialing/dialling.js';
import { DiallingForbidden } from '../domain/campaign.errors.js';
import { DialRecords } from '../domain/dial-record.repository.js';

/** The agent calls whom they are shown. */
export class DialPreview extends Command<void> {
  constructor(
    readonly recordId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DialPreview)
export class DialPreviewHandler implements ICommandHandler<DialPreview> {
  constructor(
    private readonly records: DialRecords,
    private readonly dialling: Dialling,
  ) {}

  /** @throws DialRecordNotYours, DiallingForbidden */
  async execute({ recordId, by }: DialPreview): Promise<void> {
    (await this.records.get(recordId)).refuseOthers(by);
    const rule = await this.dialling.dial(recordId, by);
    if (rule !== null) throw new DiallingForbidden('A rule forbids the call.', { rule });
  }
}
