import { contactEnded } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { findingMarked, subjectInspected } from '#libs/contracts/operations-center/inspection-events';
import { organisationTeamChanged } from '#libs/contracts/common-center/identity/people-events';
import { ticketClosed } from '#libs/contracts/ticket-center/ticket-events';
import { courseCompleted } from '#libs/contracts/operations-center/training-events';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { MachineScoring } from './machine/machine-scoring.js';
import { Rechecks } from './recheck/rechecks.js';
import { Subjects } from './subject/subjects.js';
import { Teams } from './subject/teams.js';
import { TicketQuality } from './ticket/ticket-quality.js';

/** The work that can be judged, and who did it for whom. */
@Controller()
export class QualityConsumer {
  constructor(
    private readonly subjects: Subjects,
    private readonly teams: Teams,
    private readonly tickets: TicketQuality,
    private readonly machine: MachineScoring,
    private readonly rechecks: Rechecks,
    private readonly database: Database,
  ) {}

  @EventPattern<string>(contactEnded.type)
  async onContactEnded(@Payload() { time, data }: Received<typeof contactEnded>): Promise<void> {
    await this.subjects.contactEnded(data, time);
    const agentId = data.course?.agentId ?? null;
    if (agentId !== null) await this.rechecks.workFinished(agentId);
  }

  @EventPattern<string>(ticketClosed.type)
  async onTicketClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    await this.subjects.ticketClosed(data);
    await this.tickets.check(data);
    if (data.assigneeId !== null) await this.rechecks.workFinished(data.assigneeId);
  }

  @EventPattern<string>(subjectInspected.type)
  onSubjectInspected(@Payload() { data }: Received<typeof subjectInspected>): Promise<void> {
    const { subject, agentId, channel, endedAt } = data;
    return this.machine.score({ ...subject, agentId, channel, finishedAt: new Date(endedAt) });
  }

  @EventPattern<string>(findingMarked.type)
  onFindingMarked(@Payload() { data }: Received<typeof findingMarked>): Promise<void> {
    return this.machine.scoreAgain(data.subject);
  }

  @EventPattern<string>(courseCompleted.type)
  onCourseCompleted(@Payload() { data }: Received<typeof courseCompleted>): Promise<void> {
    return this.rechecks.courseCompleted(data);
  }

  @EventPattern<string>(organisationTeamChanged.type)
  async onTeamChanged(@Payload() { time, data }: Received<typeof organisationTeamChanged>): Promise<void> {
    const { teamId, removed, managerId, memberIds } = data;
    const members = removed ? [] : memberIds;
    const team = { teamId, managerId: removed ? null : managerId, memberIds: members, toldAt: new Date(time) };
    await this.database.transaction((tx) => this.teams.note(tx, team));
  }
}
