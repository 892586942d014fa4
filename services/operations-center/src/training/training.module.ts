import { Module } from '@nestjs/common';
import { CertificateController } from './certificate/certificate.controller.js';
import { Certificates } from './certificate/certificates.js';
import { CourseController } from './course/course.controller.js';
import { Courses } from './course/courses.js';
import { LearningPaths } from './course/learning-paths.js';
import { Enrolments } from './domain/enrolment.repository.js';
import { Assigning } from './enrolment/assigning.js';
import { EnrolmentController } from './enrolment/enrolment.controller.js';
import { EnrolmentList } from './enrolment/enrolment-list.js';
import { Learning } from './enrolment/learning.js';
import { TypeormEnrolments } from './infra/typeorm-enrolments.js';
import { LearnerBook } from './learner/learner-book.js';
import { Learners } from './learner/learners.api.js';
import { RosteringModule } from '../rostering/rostering.module.js';
import { Floor } from './micro/floor.js';
import { MicroOffers } from './micro/micro-offers.js';
import { MicroRounds } from './micro/micro-rounds.js';
import { MicroSettingsService } from './micro/micro-settings.js';
import { MicroStreams } from './micro/micro-streams.js';
import { MicroConsumer } from './micro/micro.consumer.js';
import { MicroController } from './micro/micro.controller.js';
import { LearningPlans } from './slot/learning-plans.js';
import { LearningSlotConsumer } from './slot/learning-slot.consumer.js';
import { LearningSlotController } from './slot/learning-slot.controller.js';
import { TrainingReportController } from './report/training-report.controller.js';
import { AssignmentRuleController } from './rule/assignment-rule.controller.js';
import { AssignmentRules } from './rule/assignment-rules.js';
import { ReversedItems } from './rule/reversed-items.js';
import { ScormPackageController } from './scorm/package/scorm-package.controller.js';
import { ScormPackages } from './scorm/package/scorm-packages.js';
import { ScormRunController } from './scorm/run/scorm-run.controller.js';
import { ScormRuns } from './scorm/run/scorm-runs.js';
import { trainingReach } from './training-reach.js';
import { TrainingRounds } from './training-rounds.js';
import { StaffBook } from './turnover/staff-book.js';
import { TurnoverController } from './turnover/turnover.controller.js';
import { TrainingConsumer } from './training.consumer.js';

/** Courses, who is to take them and how far they are; what is offered to who has nothing to do. */
@Module({
  imports: [RosteringModule],
  controllers: [
    ...[CourseController, EnrolmentController, AssignmentRuleController, CertificateController],
    ...[ScormPackageController, ScormRunController, MicroController, LearningSlotController],
    ...[TrainingReportController, TurnoverController, TrainingConsumer, MicroConsumer, LearningSlotConsumer],
  ],
  providers: [
    ...trainingReach,
    { provide: Enrolments, useClass: TypeormEnrolments },
    ...[Courses, LearningPaths, Assigning, Learning, EnrolmentList, AssignmentRules, ReversedItems, Certificates],
    ...[LearnerBook, Learners, StaffBook, ScormPackages, ScormRuns, TrainingRounds, LearningPlans],
    ...[Floor, MicroOffers, MicroSettingsService, MicroStreams, MicroRounds],
  ],
})
export class TrainingModule {}
