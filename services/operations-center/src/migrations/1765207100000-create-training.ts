import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'training_course',
    {
      id: column.id(),
      version: column.int(),
      updatedAt: column.time(),
      title: column.varchar(200),
      micro: column.flag(),
      retired: column.flag(),
      content: column.json(),
    },
    [{ columns: ['micro', 'retired', 'id'] }],
  ),
  table('training_course_version', {
    courseId: column.primary(column.ref()),
    version: column.primary(column.int()),
    content: column.json(),
    createdBy: column.varchar(64),
    createdAt: column.time(),
  }),
  table('training_path', {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    title: column.varchar(200),
    courseIds: column.json(),
  }),
  table(
    'training_rule',
    {
      id: column.id(),
      version: column.int(),
      updatedAt: column.time(),
      happened: column.varchar(32),
      matches: column.varchar(128),
      scorecardId: column.nullable(column.ref()),
      courseId: column.nullable(column.ref()),
      pathId: column.nullable(column.ref()),
      dueDays: column.int(),
      enabled: column.flag(),
    },
    [{ columns: ['happened', 'matches'] }],
  ),
  table(
    'training_certificate',
    {
      id: column.id(),
      number: column.varchar(32),
      verification: column.varchar(32),
      enrolmentId: column.ref(),
      courseId: column.ref(),
      courseVersion: column.int(),
      personId: column.varchar(64),
      issuedAt: column.time(),
      expiresAt: column.nullable(column.time()),
      warnAt: column.nullable(column.time()),
      revokedAt: column.nullable(column.time()),
    },
    [
      { columns: ['verification'], unique: true },
      { columns: ['enrolmentId'], unique: true },
      { columns: ['warnAt', 'id'] },
      { columns: ['personId', 'id'] },
    ],
  ),
  table(
    'training_enrolment',
    {
      ...aggregateColumns,
      courseId: column.ref(),
      courseVersion: column.int(),
      personId: column.varchar(64),
      units: column.json(),
      inOrder: column.flag(),
      origin: column.json(),
      status: column.varchar(16),
      progress: column.json(),
      assignedAt: column.time(),
      dueAt: column.nullable(column.time()),
      remindAt: column.nullable(column.time()),
      openKey: column.nullable(column.varchar(128)),
      overdue: column.flag(),
      completedAt: column.nullable(column.time()),
    },
    [
      { columns: ['openKey'], unique: true },
      { columns: ['remindAt', 'id'] },
      { columns: ['personId', 'id'] },
      { columns: ['courseId', 'status', 'id'] },
    ],
  ),
  table(
    'training_awaited_exam',
    {
      enrolmentId: column.primary(column.ref()),
      examId: column.primary(column.ref()),
      personId: column.varchar(64),
    },
    [{ columns: ['examId', 'personId'] }],
  ),
  table('training_enrolment_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table(
    'training_learner',
    {
      agentId: column.primary(column.varchar(64)),
      teamId: column.nullable(column.varchar(64)),
      profileId: column.nullable(column.varchar(64)),
      toldAt: column.time(),
    },
    [{ columns: ['teamId', 'agentId'] }],
  ),
  table('training_scorm_package', {
    id: column.id(),
    name: column.varchar(200),
    scorm: column.varchar(8),
    entry: column.varchar(255),
    parameters: column.varchar(500),
    files: column.int(),
    bytes: column.int(),
    uploadedBy: column.varchar(64),
    uploadedAt: column.time(),
  }),
  table(
    'training_scorm_file',
    {
      id: column.id(),
      packageId: column.ref(),
      path: column.varchar(200),
      bytes: column.int(),
    },
    [{ columns: ['packageId', 'path'], unique: true }],
  ),
  table(
    'training_scorm_launch',
    {
      tokenHash: column.primary(column.varchar(64)),
      enrolmentId: column.ref(),
      unitId: column.varchar(40),
      packageId: column.ref(),
      personId: column.varchar(64),
      expiresAt: column.time(),
    },
    [{ columns: ['expiresAt'] }],
  ),
  table('training_scorm_run', {
    enrolmentId: column.primary(column.ref()),
    unitId: column.primary(column.varchar(40)),
    cmi: column.json(),
    formerSeconds: column.int(),
    sessionSeconds: column.int(),
    session: column.varchar(64),
    sequence: column.int(),
  }),
  table(
    'training_floor_agent',
    {
      agentId: column.primary(column.varchar(64)),
      seq: column.int(),
      idleSince: column.nullable(column.time()),
      decideAt: column.nullable(column.time()),
    },
    [{ columns: ['decideAt', 'agentId'] }],
  ),
  table(
    'training_waiting',
    {
      contactId: column.primary(column.ref()),
      queueId: column.varchar(64),
      since: column.time(),
    },
    [{ columns: ['queueId', 'since'] }],
  ),
  table('training_served', {
    profileId: column.primary(column.varchar(64)),
    isDefault: column.flag(),
    queueIds: column.json(),
    toldAt: column.time(),
  }),
  table(
    'training_micro_offer',
    {
      id: column.id(),
      agentId: column.varchar(64),
      courseId: column.ref(),
      state: column.varchar(16),
      liveKey: column.nullable(column.varchar(64)),
      offeredAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['liveKey'], unique: true }, { columns: ['agentId', 'id'] }],
  ),
  table('training_micro_settings', {
    id: column.primary(column.varchar(16)),
    version: column.int(),
    enabled: column.flag(),
    idleSeconds: column.int(),
    mostWaiting: column.int(),
  }),
];

export class CreateTraining1765207100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
