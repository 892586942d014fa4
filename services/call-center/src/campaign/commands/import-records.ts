import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { readRecords } from '../dialing/record-csv.js';
import { RecordImports } from '../dialing/record-imports.js';

export class ImportRecords extends Command<{ importId: string }> {
  constructor(
    readonly campaignId: string,
    readonly csv: string,
  ) {
    super();
  }
}

@CommandHandler(ImportRecords)
export class ImportRecordsHandler implements ICommandHandler<ImportRecords> {
  constructor(private readonly imports: RecordImports) {}

  async execute({ campaignId, csv }: ImportRecords): Promise<{ importId: string }> {
    return { importId: await this.imports.take(campaignId, readRecords(csv)) };
  }
}
