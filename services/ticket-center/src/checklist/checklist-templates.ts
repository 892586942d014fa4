import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { TicketTypes } from '../ticket-type/ticket-type.api.js';
import type { TemplateBody } from './checklist.dto.js';
import { ChecklistTemplateSchema, type ChecklistTemplate } from './checklist.schema.js';

/** What is to be done for tickets, by their type. */
@Injectable()
export class ChecklistTemplates {
  constructor(
    private readonly database: Database,
    private readonly types: TicketTypes,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ChecklistTemplate[]> {
    return (await this.database.reader()).find(ChecklistTemplateSchema, { order: { ticketType: 'ASC' } });
  }

  /**
   * For tickets that are opened from now on.
   * @throws UnknownTicketType; StaleVersion, Refusal 428 when it is not said which version is followed
   */
  async put(ticketType: string, { items }: TemplateBody): Promise<ChecklistTemplate> {
    await this.types.get(ticketType);
    const now = this.clock.now();
    const points = items.map(({ id, text, required }) => ({ id: id ?? newId(now), text, required }));
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const current = await tx.findOne(ChecklistTemplateSchema, { where: { ticketType }, ...lock });
      if (current) requireFollowed(current);
      const next = { ticketType, items: points, version: (current?.version ?? 0) + 1 };
      await (current
        ? tx.update(ChecklistTemplateSchema, { ticketType }, next)
        : tx.insert(ChecklistTemplateSchema, next));
      return next;
    });
  }
}

function requireFollowed({ ticketType, version }: ChecklistTemplate): void {
  const precondition = currentContext()?.precondition;
  if (!precondition)
    throw new Refusal(428, 'if-match-required', 'Say which version this one follows: send its ETag as If-Match.');
  if (precondition.version !== version)
    throw new StaleVersion('The checklist was changed by someone else in the meantime.', { ticketType });
}
