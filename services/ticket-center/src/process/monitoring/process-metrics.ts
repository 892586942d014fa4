import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { TenantFigure } from '#libs/web/tenant/tenant-figure';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { ENDED, ProcessInstanceSchema } from '../schema/process-instance.schema.js';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';
import { ProcessMessageSchema } from '../schema/process-message.schema.js';
import { dueIn, type QueueName } from './queues.js';

/** Calls may take their time: they are late while nobody makes them. */
const QUEUES: readonly [queue: QueueName, metric: string, unclaimed: boolean][] = [
  ['timers', 'timers', false],
  ['calls', 'calls', true],
  ['starts', 'starts', false],
  ['outgoing', 'outgoing', false],
];

/** What waits in processes, all tenants together: a label for each would grow without bound. */
@Injectable()
export class ProcessMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly stirs: TenantStirs,
  ) {}

  onModuleInit(): void {
    for (const [queue, name, unclaimed] of QUEUES) {
      const due = async (reader: EntityManager) => dueIn(reader, queue, { now: this.clock.now(), unclaimed });
      this.#sum(
        `switchboard_process_${name}_due_count`,
        `Of ${queue}: what should have been done by now`,
        async (reader) => (await due(reader)).count,
      );
      this.#most(
        `switchboard_process_${name}_lag_seconds`,
        `Of ${queue}: since when the oldest is due`,
        async (reader) => (await due(reader)).lagSeconds,
      );
    }
    this.#sum('switchboard_process_incidents_open_count', 'Incidents that wait for somebody', (reader) =>
      reader.count(ProcessIncidentSchema),
    );
    this.#sum('switchboard_process_messages_buffered_count', 'Messages nobody has waited for yet', (reader) =>
      reader.countBy(ProcessMessageSchema, { expiresAt: MoreThan(this.clock.now()) }),
    );
    this.#sum(
      'switchboard_process_instances_uncounted_count',
      'Instances that ended and are not in the statistics yet',
      (reader) => reader.countBy(ProcessInstanceSchema, { countedAt: IsNull(), state: In([...ENDED]) }),
    );
  }

  #sum(name: string, help: string, measure: (reader: EntityManager) => Promise<number>): void {
    const figure = this.#figure(measure);
    this.metrics.gauge(name, help, [], async (gauge) =>
      gauge.set((await figure.ofEach()).reduce((sum, value) => sum + value, 0)),
    );
  }

  #most(name: string, help: string, measure: (reader: EntityManager) => Promise<number>): void {
    const figure = this.#figure(measure);
    this.metrics.gauge(name, help, [], async (gauge) => gauge.set(Math.max(0, ...(await figure.ofEach()))));
  }

  #figure(measure: (reader: EntityManager) => Promise<number>): TenantFigure {
    const { directory, stirs, clock, database } = this;
    return new TenantFigure(directory, stirs, clock, async () => measure(await database.reader()));
  }
}
