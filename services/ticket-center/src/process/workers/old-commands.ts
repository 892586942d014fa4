import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { ProcessCommandSchema } from '../schema/process-command.schema.js';

/** Longer than anybody retries a command. */
const RETENTION_MS = 7 * 24 * 3_600_000;

/** Forgets the outcomes of commands that nobody repeats any more. */
@Injectable()
export class OldCommands {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async forget(): Promise<void> {
    const at = LessThan(new Date(this.clock.ms() - RETENTION_MS));
    await this.database.transaction((tx) => tx.delete(ProcessCommandSchema, { at }));
  }
}
