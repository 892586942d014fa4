import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { RecordingAccessSchema, type RecordingAccessRow } from '../infra/recording-access.schema.js';

/** Who gets at what, from where, and why. */
export type Access = Pick<RecordingAccessRow, 'subject' | 'address' | 'purpose' | 'reason'>;

/** The audit of what people hear and read (capabilities S4.29). Nothing in it is ever changed or removed. */
@Injectable()
export class AccessLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Committed when it resolves, so that no byte goes out before. */
  async enter(recordingId: string, access: Access, portion: string | null): Promise<void> {
    const at = this.clock.now();
    const row = { id: newId(at), recordingId, at, ...access, portion };
    await this.database.transaction((tx) => tx.insert(RecordingAccessSchema, row));
  }
}
