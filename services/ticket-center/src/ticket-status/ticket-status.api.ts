import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { TicketStatusSchema, type TicketStatusRow } from './ticket-status.schema.js';

export class TicketStatusNotFound extends domainError('ticket-status-not-found', 'not-found') {}
export class TicketStatusRetired extends domainError('ticket-status-retired', 'conflict') {}

/** What other contexts ask of statuses. */
@Injectable()
export class TicketStatuses {
  readonly #all: TenantMemory<ReadonlyMap<string, TicketStatusRow>>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#all = new TenantMemory(clock, () => this.#load());
  }

  /** For a ticket that is to become it. @throws TicketStatusNotFound, TicketStatusRetired */
  async usable(id: string): Promise<TicketStatusRow> {
    const status = await (await this.database.reader()).findOneBy(TicketStatusSchema, { id });
    if (!status) throw new TicketStatusNotFound('There is no such status.', { id });
    if (status.retired) throw new TicketStatusRetired(`${status.name} is not used any more.`, { id });
    return status;
  }

  /** How tickets are called now: by their own status, else by the default of their category; as it was some seconds ago. */
  async namesOf<Ticket extends { statusId: string | null; statusName: string | null; status: string }>(
    tickets: readonly Ticket[],
  ): Promise<(string | null)[]> {
    const all = await this.#all.get();
    const usual = new Map<string, string>();
    for (const { category, name, isDefault } of all.values()) if (isDefault) usual.set(category, name);
    return tickets.map(({ statusId, statusName, status }) => {
      const own = statusId === null ? null : (all.get(statusId)?.name ?? null);
      return own ?? statusName ?? usual.get(status) ?? null;
    });
  }

  /** They have changed here. */
  forget(tenant: string): void {
    this.#all.forget(tenant);
  }

  async #load(): Promise<ReadonlyMap<string, TicketStatusRow>> {
    const rows = await (await this.database.reader()).find(TicketStatusSchema);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
