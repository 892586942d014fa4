import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Forms } from '../../form/form.api.js';
import { insertRows, TaskFeed, type TaskChanges } from '../../process/task-feed.api.js';
import { ServiceTargets } from '../../service-target/service-target.api.js';
import { closeItems } from './close-items.js';
import { ofNode, openedItem, type WorkTerms } from './work-item-rows.js';
import { WorkItemSchema } from './work-item.schema.js';

/** Makes work of tasks, and takes it away: a statement for all that opens, and one for each way it ends. */
@Injectable()
export class WorkItemFeed extends TaskFeed {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
    private readonly targets: ServiceTargets,
  ) {
    super();
  }

  override async feed(changes: readonly TaskChanges[], now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.#open(tx, changes, now);
      await closeItems(tx, changes, now);
    });
  }

  async #open(tx: EntityManager, changes: readonly TaskChanges[], now: Date): Promise<void> {
    if (changes.every(({ opened, moved }) => opened.length + moved.length === 0)) return;
    const targets = await this.targets.durations();
    const terms = await Promise.all(changes.map(async (each) => ({ forms: await this.#forms(each), targets })));
    const rows = changes.flatMap(({ opened, instance }, at) =>
      opened.map((task) => openedItem(task, instance, terms[at]!, now)),
    );
    await insertRows(tx, WorkItemSchema, rows);
    for (const [at, each] of changes.entries()) await move(tx, each, terms[at]!, now);
  }

  /** All work of an instance gets its forms by the same key: of a ticket, the ticket's. */
  #forms({ instance, opened, moved }: TaskChanges): Promise<WorkTerms['forms']> {
    const named = new Set([...opened, ...moved].flatMap(({ node }) => node.form ?? []));
    return this.forms.versions(named, { ticket: instance.businessKey ?? instance.id });
  }
}

/** One by one: instances are migrated seldom, and have few tasks each. */
async function move(tx: EntityManager, changes: TaskChanges, terms: WorkTerms, now: Date): Promise<void> {
  const { instance, moved } = changes;
  for (const task of moved) {
    const next = { ...ofNode(task, instance.version, terms), updatedAt: now, version: () => 'version + 1' };
    await tx.update(WorkItemSchema, { instance: instance.id, wait: task.wait }, next);
  }
}
