import { CertificateSchema } from './certificate/certificate.schema.js';
import { CourseSchema, CourseVersionSchema, LearningPathSchema } from './course/course.schema.js';
import { AwaitedExamSchema, EnrolmentJournalSchema, EnrolmentSchema } from './infra/enrolment.schema.js';
import { LearnerSchema } from './learner/learner.schema.js';
import {
  FloorAgentSchema,
  MicroOfferSchema,
  MicroSettingsSchema,
  ServedSchema,
  WaitingSchema,
} from './micro/micro.schema.js';
import { AssignmentRuleSchema } from './rule/assignment-rule.schema.js';
import { PlannedCourseSchema } from './slot/planned-course.schema.js';
import { ScormFileSchema, ScormPackageSchema } from './scorm/package/scorm-package.schema.js';
import { ScormLaunchSchema, ScormRunSchema } from './scorm/run/scorm-run.schema.js';
import { StaffSchema } from './turnover/staff.schema.js';

export const TRAINING_ENTITIES = [
  ...[CourseSchema, CourseVersionSchema, LearningPathSchema, AssignmentRuleSchema, CertificateSchema],
  ...[EnrolmentSchema, EnrolmentJournalSchema, AwaitedExamSchema, LearnerSchema, StaffSchema, PlannedCourseSchema],
  ...[ScormPackageSchema, ScormFileSchema, ScormLaunchSchema, ScormRunSchema],
  ...[FloorAgentSchema, WaitingSchema, ServedSchema, MicroOfferSchema, MicroSettingsSchema],
];
