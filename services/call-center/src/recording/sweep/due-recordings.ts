import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { RecordingObjects } from '../content/recording-objects.js';
import { UploadVerification } from '../content/upload-verification.js';
import type { NextStep } from '../domain/recording-status.js';
import { Recordings } from '../domain/recording.repository.js';
import { RecordingSchema } from '../infra/recording.schema.js';

const PAGE = 100;

interface Due {
  readonly id: string;
  readonly dueAt: Date;
}

/** Does what is due in the tenant in context. Every step decides anew under the row's lock: two sweeps do no harm. */
@Injectable()
export class DueRecordings {
  constructor(
    private readonly database: Database,
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly verification: UploadVerification,
    private readonly clock: Clock,
  ) {}

  /** One that fails keeps no other waiting. @param failed hears of it; it stays due. */
  async doAll(stillOurs: () => Promise<boolean>, failed: (id: string, error: unknown) => void): Promise<void> {
    const now = this.clock.now();
    for (let page = await this.#page(now); page.length > 0; page = await this.#page(now, page.at(-1))) {
      for (const { id } of page) {
        if (!(await stillOurs())) return;
        await this.#do(id).catch((error: unknown) => failed(id, error));
      }
    }
  }

  /** How long the oldest has been due, in milliseconds. */
  async lagMs(): Promise<number> {
    const now = this.clock.now();
    const [oldest] = await this.#page(now);
    return oldest ? now.getTime() - oldest.dueAt.getTime() : 0;
  }

  /** The way from due to erased in one go; what a crash leaves is due again. */
  async #do(id: string): Promise<void> {
    const { nextStep } = await this.recordings.get(id);
    await this.#steps[nextStep](id);
  }

  readonly #steps: Record<NextStep, (id: string) => Promise<void>> = {
    verify: (id) => this.verification.settle(id),
    expire: async (id) => {
      await this.recordings.update(id, (recording) => recording.expire(this.clock.now()));
    },
    erase: async (id) => {
      await this.objects.eraseAll(id);
      await this.recordings.update(id, (recording) => recording.erased(this.clock.now()));
    },
  };

  /** In the order they became due, behind the last one looked at. */
  async #page(now: Date, behind?: Due): Promise<Due[]> {
    const query = (await this.database.reader())
      .createQueryBuilder(RecordingSchema, 'recording')
      .select(['recording.id', 'recording.dueAt'])
      .where('recording.dueAt <= :now', { now })
      .orderBy({ 'recording.dueAt': 'ASC', 'recording.id': 'ASC' })
      .limit(PAGE);
    if (behind) {
      query.andWhere('(recording.dueAt > :at OR (recording.dueAt = :at AND recording.id > :id))', {
        at: behind.dueAt,
        id: behind.id,
      });
    }
    return (await query.getMany()) as Due[];
  }
}
