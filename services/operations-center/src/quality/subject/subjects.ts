import type { DataOf } from '#libs/contracts/event-contract';
import type { contactEnded } from '#libs/contracts/call-center/call-events';
import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import type { ticketClosed } from '#libs/contracts/ticket-center/ticket-events';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { SubjectSchema, type Subject } from './subject.schema.js';

const TICKET = 'ticket';
const AT_ONCE = 200;
/** Nothing is drawn so long afterwards. */
const KNOWN_DAYS = 400;
const DAY_MS = 86_400_000;

/** The finished work that is known here. */
@Injectable()
export class Subjects {
  constructor(private readonly database: Database) {}

  /** Once; a contact that no agent had is none of them. */
  async contactEnded({ contactId, outcome, course, at }: DataOf<typeof contactEnded>, time: string): Promise<void> {
    if (outcome !== 'handled' || !course || course.agentId === null) return;
    const { agentId, queueId, channel, talkMs, holdMs, waitMs, wrapMs } = course;
    await this.#note({
      ...{ kind: channel === 'voice' ? 'call' : 'chat', id: contactId, agentId, queueId, channel },
      ...{ durationMs: talkMs, finishedAt: new Date(at ?? time) },
      facts: {
        ...{ talkSeconds: talkMs / 1_000, holdSeconds: holdMs / 1_000 },
        ...{ waitSeconds: waitMs / 1_000, wrapUpSeconds: wrapMs / 1_000 },
      },
    });
  }

  /** Once; a ticket that nobody had is none of them. */
  async ticketClosed(ticket: DataOf<typeof ticketClosed>): Promise<void> {
    const { ticketId: id, assigneeId: agentId, openedAt, solvedAt, closedAt, urgedTimes, satisfaction } = ticket;
    if (agentId === null) return;
    const durationMs = Math.max(0, Date.parse(solvedAt) - Date.parse(openedAt));
    const facts = { handlingSeconds: durationMs / 1_000, urgedTimes, satisfaction, ticketType: ticket.ticketType };
    const common = { kind: TICKET, id, agentId, queueId: null, channel: TICKET, durationMs } as const;
    await this.#note({ ...common, finishedAt: new Date(closedAt), facts });
  }

  async find({ kind, id }: EvaluatedSubject): Promise<Subject | null> {
    return (await this.database.reader()).findOneBy(SubjectSchema, { kind, id });
  }

  /** Some of what is too old to be judged; evaluations stay. */
  async forget(now: Date): Promise<void> {
    const where = { finishedAt: LessThan(new Date(now.getTime() - KNOWN_DAYS * DAY_MS)) };
    const options = { select: { kind: true, id: true }, where, order: { finishedAt: 'ASC' }, take: AT_ONCE } as const;
    const old = await (await this.database.reader()).find(SubjectSchema, options);
    if (old.length === 0) return;
    const keys = old.map(({ kind, id }) => ({ kind, id }));
    await this.database.transaction((tx) =>
      tx.createQueryBuilder().delete().from(SubjectSchema).whereInIds(keys).execute(),
    );
  }

  /** By keys such as call/0199d2f0-… */
  async named(keys: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
    const reader = await this.database.reader();
    const found = new Map<string, Subject>();
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      const ids = keys.slice(from, from + AT_ONCE).map((key) => key.split('/')[1]!);
      for (const row of await reader.findBy(SubjectSchema, { id: In(ids) })) found.set(`${row.kind}/${row.id}`, row);
    }
    return found;
  }

  async #note(subject: Subject): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { kind, id } = subject;
      if (!(await tx.existsBy(SubjectSchema, { kind, id }))) await tx.insert(SubjectSchema, subject);
    });
  }
}
