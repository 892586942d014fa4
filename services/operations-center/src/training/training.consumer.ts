import type { Received } from '#libs/contracts/event-contract';
import { examReleased } from '#libs/contracts/operations-center/exam-events';
import { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import { evaluationReleased, evaluationRescored } from '#libs/contracts/operations-center/quality-events';
import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import { certificateExpiring, courseCompleted } from '#libs/contracts/operations-center/training-events';
import { Clock } from '#libs/kernel/clock';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Certificates } from './certificate/certificates.js';
import { Enrolments } from './domain/enrolment.repository.js';
import { LearnerBook } from './learner/learner-book.js';
import { AssignmentRules } from './rule/assignment-rules.js';
import { ReversedItems } from './rule/reversed-items.js';
import { StaffBook } from './turnover/staff-book.js';

/** What somebody is to learn because of something that happened. */
@Controller()
export class TrainingConsumer {
  constructor(
    private readonly rules: AssignmentRules,
    private readonly reversed: ReversedItems,
    private readonly learners: LearnerBook,
    private readonly staff: StaffBook,
    private readonly enrolments: Enrolments,
    private readonly certificates: Certificates,
    private readonly clock: Clock,
  ) {}

  @EventPattern<string>(evaluationReleased.type)
  onEvaluationReleased(@Payload() { data }: Received<typeof evaluationReleased>): Promise<void> {
    const { agentId: personId, failedItems: matches, scorecardId, evaluationId } = data;
    return this.rules.apply({ trigger: 'failed-item', matches, scorecardId, evaluationId, personId });
  }

  @EventPattern<string>(evaluationRescored.type)
  async onEvaluationRescored(@Payload() { data }: Received<typeof evaluationRescored>): Promise<void> {
    const { agentId: personId, failedItems: matches, scorecardId, evaluationId } = data;
    await this.reversed.withdraw(evaluationId, matches);
    await this.rules.apply({ trigger: 'failed-item', matches, scorecardId, evaluationId, personId });
  }

  @EventPattern<string>(routingSetupChanged.type)
  async onSetupChanged(@Payload() { time, data }: Received<typeof routingSetupChanged>): Promise<void> {
    const { id, change, profile, assignment } = data;
    if (profile) await this.learners.serves(id, change === 'removed' ? null : servedBy(profile), new Date(time));
    if (!assignment) return;
    const teamId = await this.learners.assigned(id, assignment, new Date(time));
    if (teamId !== null) await this.rules.apply({ trigger: 'joined-team', matches: [teamId], personId: id });
  }

  @EventPattern<string>(accountChanged.type)
  onAccountChanged(@Payload() { time, data }: Received<typeof accountChanged>): Promise<void> {
    return this.staff.told(data, Date.parse(time));
  }

  @EventPattern<string>(certificateExpiring.type)
  onCertificateExpiring(@Payload() { data }: Received<typeof certificateExpiring>): Promise<void> {
    const { personId, courseId } = data;
    return this.rules.apply({ trigger: 'certificate-expiring', matches: [courseId], personId });
  }

  @EventPattern<string>(courseCompleted.type)
  onCourseCompleted(@Payload() { data }: Received<typeof courseCompleted>): Promise<void> {
    return this.certificates.issue(data);
  }

  @EventPattern<string>(examReleased.type)
  async onExamReleased(@Payload() { data }: Received<typeof examReleased>): Promise<void> {
    const { examId, candidateId, passed, percent } = data;
    if (!passed) return;
    for (const id of await this.enrolments.waitingFor(examId, candidateId))
      await this.enrolments.update(id, (enrolment) => enrolment.examPassed(examId, percent, this.clock.now()));
  }
}

function servedBy({ isDefault, queueIds }: { isDefault: boolean; queueIds: string[] }) {
  return { isDefault, queueIds };
}
