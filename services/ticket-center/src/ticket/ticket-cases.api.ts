import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type FindOptionsWhere } from 'typeorm';
import { TicketNotFound } from './domain/ticket.errors.js';
import { TicketSchema, type TicketRow } from './infra/ticket.schema.js';

const OF_CASE = {
  ...{ id: true, ticketType: true, customerId: true, subject: true, description: true, categoryId: true },
  ...{ categoryPath: true, status: true, solution: true, openedAt: true, closedAt: true },
} as const;

export type TicketCase = Pick<TicketRow, keyof typeof OF_CASE>;

/** What other contexts learn from tickets: what customers asked, and what became of it. */
@Injectable()
export class TicketCases {
  constructor(private readonly database: Database) {}

  /** @throws TicketNotFound */
  async get(id: string): Promise<TicketCase> {
    const [found] = await this.#find({ id }, 1);
    if (!found) throw new TicketNotFound('There is no such ticket.', { id });
    return found;
  }

  of(ids: readonly string[]): Promise<TicketCase[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#find({ id: In([...ids]) }, ids.length);
  }

  /** The newest first. @param family all ids of the customer */
  ofCustomer(family: readonly string[], most: number): Promise<TicketCase[]> {
    return this.#find({ customerId: In([...family]) }, most);
  }

  /** The newest first. */
  closed(most: number): Promise<TicketCase[]> {
    return this.#find({ status: 'closed' }, most);
  }

  async #find(where: FindOptionsWhere<TicketRow>, take: number): Promise<TicketCase[]> {
    return (await this.database.reader()).find(TicketSchema, { where, select: OF_CASE, order: { id: 'DESC' }, take });
  }
}

/** In the customer's words. */
export function wordingOf({ subject, description }: Pick<TicketCase, 'subject' | 'description'>): string {
  return `${subject}\n${description}`;
}
