import { CreateOperations1763900300000 } from './1763900300000-create-operations.js';
import { CreateFigures1764600300000 } from './1764600300000-create-figures.js';
import { CountRefusals1764900400000 } from './1764900400000-count-refusals.js';
import { CreatePlanning1765202000000 } from './1765202000000-create-planning.js';
import { CreateRostering1765203000000 } from './1765203000000-create-rostering.js';
import { CreateAdherence1765203100000 } from './1765203100000-create-adherence.js';
import { CreateQuality1765204000000 } from './1765204000000-create-quality.js';
import { AdoptQualityForms1765204100000 } from './1765204100000-adopt-quality-forms.js';
import { CreateQualityPlans1765204200000 } from './1765204200000-create-quality-plans.js';
import { CreateCalibrations1765204300000 } from './1765204300000-create-calibrations.js';
import { CreateInspection1765205010000 } from './1765205010000-create-inspection.js';
import { CreateTopics1765205020000 } from './1765205020000-create-topics.js';
import { CreateMonitoring1765206000000 } from './1765206000000-create-monitoring.js';
import { CreateExams1765207000000 } from './1765207000000-create-exams.js';
import { CreateTraining1765207100000 } from './1765207100000-create-training.js';
import { BaseRostersOnForecasts1765320000000 } from './1765320000000-base-rosters-on-forecasts.js';
import { CreateSkillMixes1765321000000 } from './1765321000000-create-skill-mixes.js';
import { CoverInspections1765350010000 } from './1765350010000-cover-inspections.js';
import { CreateMachineScores1765350020000 } from './1765350020000-create-machine-scores.js';
import { ReportIncidentLinks1765350030000 } from './1765350030000-report-incident-links.js';
import { RemindOfQualityWork1765370000000 } from './1765370000000-remind-of-quality-work.js';
import { RecheckQuality1765370010000 } from './1765370010000-recheck-quality.js';
import { CreateOutcomes1765380000000 } from './1765380000000-create-outcomes.js';
import { ChangeDaysUnderWay1765390000000 } from './1765390000000-change-days-under-way.js';
import { WeighSourceDays1765390010000 } from './1765390010000-weigh-source-days.js';
import { ReconcileTickets1765390020000 } from './1765390020000-reconcile-tickets.js';
import { PlanCourses1765420000000 } from './1765420000000-plan-courses.js';
import { SequenceScorm1765420010000 } from './1765420010000-sequence-scorm.js';
import { FollowOutcomes1765420020000 } from './1765420020000-follow-outcomes.js';
import { GiveTrialsUp1765420030000 } from './1765420030000-give-trials-up.js';
import { SplitPoolShrinkage1765430000000 } from './1765430000000-split-pool-shrinkage.js';
import { AskShiftsForSkills1765470000000 } from './1765470000000-ask-shifts-for-skills.js';
import { ReconcileContacts1765480000000 } from './1765480000000-reconcile-contacts.js';
import { KeepStaff1765480002000 } from './1765480002000-keep-staff.js';
import { FollowCustomers1765520000000 } from './1765520000000-follow-customers.js';

/** In the order of their time. */
export const OPERATIONS_MIGRATIONS = [
  CreateOperations1763900300000,
  CreateFigures1764600300000,
  CountRefusals1764900400000,
  CreatePlanning1765202000000,
  CreateRostering1765203000000,
  CreateAdherence1765203100000,
  CreateQuality1765204000000,
  AdoptQualityForms1765204100000,
  CreateQualityPlans1765204200000,
  CreateCalibrations1765204300000,
  CreateInspection1765205010000,
  CreateTopics1765205020000,
  CreateMonitoring1765206000000,
  CreateExams1765207000000,
  CreateTraining1765207100000,
  BaseRostersOnForecasts1765320000000,
  CreateSkillMixes1765321000000,
  CoverInspections1765350010000,
  CreateMachineScores1765350020000,
  ReportIncidentLinks1765350030000,
  RemindOfQualityWork1765370000000,
  RecheckQuality1765370010000,
  CreateOutcomes1765380000000,
  ChangeDaysUnderWay1765390000000,
  WeighSourceDays1765390010000,
  ReconcileTickets1765390020000,
  PlanCourses1765420000000,
  SequenceScorm1765420010000,
  FollowOutcomes1765420020000,
  GiveTrialsUp1765420030000,
  SplitPoolShrinkage1765430000000,
  AskShiftsForSkills1765470000000,
  ReconcileContacts1765480000000,
  KeepStaff1765480002000,
  FollowCustomers1765520000000,
];
