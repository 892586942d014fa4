import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { Recordings } from '../domain/recording.repository.js';
import { ListeningSchema, type ListeningRow } from './recogniser.schema.js';

const MINUTE_MS = 60_000;
/** Longer than an attempt may take: whoever holds one that long has died. */
const HELD_MS = 15 * MINUTE_MS;
const PAUSES_MIN = [1, 5, 15, 60, 240];
const AT_ONCE = 20;

export class RecordingHasTranscript extends domainError('recording-has-transcript', 'conflict') {}

/** Which recordings are to be listened to. Who begins one has it until its attempt is another. */
@Injectable()
export class Listenings {
  constructor(
    private readonly database: Database,
    private readonly recordings: Recordings,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat; also what was given up is begun anew. @throws RecordingGone, RecordingNotReadable, RecordingHasTranscript */
  async ask(recordingId: string): Promise<void> {
    const recording = await this.recordings.get(recordingId);
    recording.requireReadable();
    if (recording.hasTranscript) throw new RecordingHasTranscript('There is a transcript already.', { recordingId });
    await this.note(recordingId);
  }

  /** What is under way or waits stays as it is. */
  note(recordingId: string): Promise<void> {
    const anew = { attempts: 0, dueAt: this.clock.now(), problem: null };
    return this.database.transaction(async (tx) => {
      const known = await tx.existsBy(ListeningSchema, { recordingId });
      if (known) await tx.update(ListeningSchema, { recordingId, dueAt: IsNull() }, anew);
      else await tx.insert(ListeningSchema, { recordingId, ...anew });
    });
  }

  async of(recordingId: string): Promise<ListeningRow | null> {
    return (await this.database.reader()).findOneBy(ListeningSchema, { recordingId });
  }

  /** Those that are due, the longest first. */
  async due(): Promise<ListeningRow[]> {
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const order = { dueAt: 'ASC', recordingId: 'ASC' } as const;
    return (await this.database.reader()).find(ListeningSchema, { where, order, take: AT_ONCE });
  }

  /** @returns the attempt that is ours; undefined: somebody else has begun it */
  async begin({ recordingId, attempts }: ListeningRow): Promise<ListeningRow | undefined> {
    const held = { attempts: attempts + 1, dueAt: new Date(this.clock.ms() + HELD_MS) };
    const isOurs = await this.#change({ recordingId, attempts }, held);
    return isOurs ? { recordingId, problem: null, ...held } : undefined;
  }

  async isOurs({ recordingId, attempts }: ListeningRow): Promise<boolean> {
    return (await this.database.reader()).existsBy(ListeningSchema, { recordingId, attempts });
  }

  async done({ recordingId, attempts }: ListeningRow): Promise<void> {
    await this.database.transaction((tx) => tx.delete(ListeningSchema, { recordingId, attempts }));
  }

  /** Later again, until there were enough attempts. */
  async failed({ recordingId, attempts }: ListeningRow, problem: string, isFinal: boolean): Promise<void> {
    const pause = isFinal ? undefined : PAUSES_MIN[attempts - 1];
    const dueAt = pause === undefined ? null : new Date(this.clock.ms() + pause * MINUTE_MS);
    await this.#change({ recordingId, attempts }, { dueAt, problem });
  }

  /** The attempt was cut short by us: it counts for nothing. */
  async putBack({ recordingId, attempts }: ListeningRow): Promise<void> {
    await this.#change({ recordingId, attempts }, { attempts: attempts - 1, dueAt: this.clock.now() });
  }

  #change(seen: Pick<ListeningRow, 'recordingId' | 'attempts'>, to: Partial<ListeningRow>): Promise<boolean> {
    return this.database.transaction(async (tx) => (await tx.update(ListeningSchema, seen, to)).affected === 1);
  }
}
