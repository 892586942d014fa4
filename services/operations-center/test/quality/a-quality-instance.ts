import { Outbox } from '#libs/messaging/outbox';
import type { Database } from '#libs/persistence/database';
import type { FakeClock } from '#libs/testing/fake-clock';
import { pino } from 'pino';
import { FindingStore } from '../../src/inspection/findings/finding-store.js';
import { Alerts } from '../../src/inspection/live/alerts.js';
import { PlacedStreams } from '../../src/inspection/live/placed-streams.js';
import { MadePromises } from '../../src/inspection/promises/made-promises.js';
import { LiveRules } from '../../src/inspection/rule-sets/live-rules.js';
import { Settings } from '../../src/inspection/rule-sets/settings.js';
import { Inspections } from '../../src/inspection/subjects/inspections.js';
import { Subjects as InspectedSubjects } from '../../src/inspection/subjects/subjects.js';
import { BuiltLists } from '../../src/inspection/word-lists/built-lists.js';
import { Commissions } from '../../src/quality/evaluation/desk/commissions.js';
import { JudgingDesk } from '../../src/quality/evaluation/desk/judging-desk.js';
import { TypeormEvaluations } from '../../src/quality/evaluation/typeorm-evaluations.js';
import { Rechecks } from '../../src/quality/recheck/rechecks.js';
import { Scorecards } from '../../src/quality/scorecard/scorecards.js';
import { Deadlines } from '../../src/quality/settings/deadlines.js';
import { Subjects } from '../../src/quality/subject/subjects.js';
import { Teams } from '../../src/quality/subject/teams.js';

/** What one process of the service judges with; several share a database. */
export function aQualityInstance(database: Database, clock: FakeClock) {
  const [logger, outbox] = [pino({ level: 'silent' }), new Outbox('operations-center')];
  const scorecards = new Scorecards(database, clock);
  const evaluations = new TypeormEvaluations(database, outbox, clock);
  const [teams, deadlines, subjects] = [new Teams(database), new Deadlines(database, clock), new Subjects(database)];
  const commissions = new Commissions(evaluations, database, scorecards, subjects, teams, deadlines, clock);
  const desk = new JudgingDesk(evaluations, database, scorecards, deadlines, teams, clock);
  const rechecks = new Rechecks(database, commissions, scorecards, deadlines, teams);
  const rules = new LiveRules(database, new Settings(new BuiltLists(database, logger)), clock);
  const alerts = new Alerts(database, outbox, new PlacedStreams(logger));
  const findings = new FindingStore(alerts, new MadePromises(), outbox, clock);
  const inspected = new InspectedSubjects(database, clock);
  const inspections = new Inspections(database, inspected, rules, findings, outbox, clock);
  return { database, scorecards, evaluations, commissions, desk, rechecks, inspections };
}
