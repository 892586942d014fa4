import { createHash, randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { Enrolments } from '../../domain/enrolment.repository.js';
import { Learning } from '../../enrolment/learning.js';
import type { ScormVersion } from '../package/manifest.js';
import type { ScormPackageRow } from '../package/scorm-package.schema.js';
import { ScormPackages } from '../package/scorm-packages.js';
import { wayTo, type Launched } from '../sequencing/activity.js';
import { arranged } from '../sequencing/arranged.js';
import type { TreeAt } from '../sequencing/navigation.js';
import { NOT_BEGUN } from '../sequencing/tracking.js';
import type { Refused } from '../sequencing/traversal.js';
import { atLaunch, settableOf, type CmiValues } from './cmi.js';
import { activitiesOf, courseOutcome, placeIn, type Place } from './course-of.js';
import { ScormLaunchSchema, ScormRunSchema, type ScormLaunchRow, type ScormRunRow } from './scorm-run.schema.js';
import { limitsToldOf, timeLeftOf, type TimeLeft } from './time-limit.js';
import { launched, told, type Told } from './scorm-session.js';

export class ScormLaunchUnknown extends domainError('scorm-launch-unknown', 'not-found') {}

const LAUNCH_MS = 8 * 3_600_000;

/** What of a package is shown to a learner. */
export interface Shown {
  readonly scorm: ScormVersion;
  readonly packageId: string;
  readonly place: Place;
  /** Null: nothing is shown. */
  readonly launches: Launched | null;
  readonly values: CmiValues;
  /** Null: it may take as long as it takes. */
  readonly timeLeft: TimeLeft | null;
  /** Of what was told last. */
  readonly sequence: number;
}

export interface Committed extends Omit<Shown, 'sequence'> {
  readonly saved: boolean;
  /** Why it did not go where it was asked to; null: it did. */
  readonly refused: Refused | null;
}

/** Packages that run in browsers. */
@Injectable()
export class ScormRuns {
  constructor(
    private readonly database: Database,
    private readonly enrolments: Enrolments,
    private readonly learning: Learning,
    private readonly packages: ScormPackages,
    private readonly clock: Clock,
  ) {}

  /** @returns the token that stands for the learner in this package */
  async launch(enrolmentId: string, unitId: string, personId: string): Promise<{ token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LAUNCH_MS);
    await this.database.transaction(async (tx) => {
      await this.learning.launch(enrolmentId, unitId, personId);
      const { packageId } = (await this.enrolments.get(enrolmentId)).unitOf(unitId, 'scorm');
      await tx.delete(ScormLaunchSchema, { expiresAt: LessThan(now) });
      const row = { tokenHash: hashOf(token), enrolmentId, unitId, packageId, personId, expiresAt };
      await insertRows(tx, ScormLaunchSchema, [row]);
      await beginSession(tx, row, treeOf(await this.packages.get(packageId), row));
    });
    return { token, expiresAt };
  }

  /** @throws ScormLaunchUnknown also when it is over */
  async of(token: string): Promise<ScormLaunchRow> {
    const row = await (await this.database.reader()).findOneBy(ScormLaunchSchema, { tokenHash: hashOf(token) });
    if (!row || row.expiresAt <= this.clock.now()) throw new ScormLaunchUnknown('Launch it again.');
    return row;
  }

  /** What is shown now, and what it is told at first. @throws ScormLaunchUnknown */
  async shown(token: string): Promise<Shown> {
    const launch = await this.of(token);
    const { enrolmentId, unitId, packageId, tokenHash } = launch;
    const found = await this.packages.get(packageId);
    const run = await (await this.database.reader()).findOneByOrFail(ScormRunSchema, { enrolmentId, unitId });
    return { ...shownIn(found, run, launch), sequence: run.session === tokenHash ? run.sequence : 0 };
  }

  /**
   * What the package says, and where it wants to go; safe to repeat: what comes again, or late, changes nothing. Only the newest launch counts.
   * @throws ScormLaunchUnknown, StaleVersion
   */
  async commit(token: string, sequence: number, { values, ...more }: Told): Promise<Committed> {
    const launch = await this.of(token);
    const { enrolmentId, unitId, packageId, tokenHash: session } = launch;
    const found = await this.packages.get(packageId);
    const treeAt = treeOf(found, launch);
    const settable = settableOf(found.scorm, values);
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneByOrFail(ScormRunSchema, { enrolmentId, unitId });
      const isNews = known.session === session && known.sequence < sequence;
      if (!isNews) return { ...shownIn(found, known, launch), saved: false, refused: null };
      const { run, refused } = told(found.scorm, treeAt, known, { values: settable, ...more });
      const place = { enrolmentId, unitId, session, sequence: known.sequence };
      if ((await updateRows(tx, ScormRunSchema, place, { ...run, sequence })) !== 1)
        throw new StaleVersion('It was changed at the same time.', { id: enrolmentId });
      const outcome = courseOutcome(run.sequencing, treeAt(run.sequencing));
      await this.enrolments.update(enrolmentId, (enrolment) => enrolment.report(unitId, outcome, this.clock.now()));
      return { ...shownIn(found, { ...known, ...run }, launch), saved: true, refused };
    });
  }
}

/** What was told before stays; its time is that of sessions before. */
async function beginSession(tx: EntityManager, launch: ScormLaunchRow, treeAt: TreeAt): Promise<void> {
  const { enrolmentId, unitId, tokenHash: session } = launch;
  const known = await tx.findOneBy(ScormRunSchema, { enrolmentId, unitId });
  const begun = { ...launched(treeAt, known).run, session, sequence: 0 };
  if (known) await updateRows(tx, ScormRunSchema, { enrolmentId, unitId }, begun);
  else await insertRows(tx, ScormRunSchema, [{ enrolmentId, unitId, ...begun }]);
}

function shownIn(found: ScormPackageRow, run: ScormRunRow, launch: ScormLaunchRow): Omit<Shown, 'sequence'> {
  const state = run.sequencing ?? NOT_BEGUN;
  const root = treeOf(found, launch)(state);
  const place = placeIn(state, root);
  const shown = place.current === null ? undefined : wayTo(root, place.current).at(-1);
  const launches = shown?.launches ?? null;
  const seconds = run.formerSeconds + run.sessionSeconds;
  const values = {
    ...atLaunch(found.scorm, run.cmi, seconds, launch.personId, launches?.data),
    ...(shown && limitsToldOf(found.scorm, shown)),
  };
  const timeLeft = shown?.timeLimit ? timeLeftOf(shown.timeLimit, seconds) : null;
  return { scorm: found.scorm, packageId: found.id, place, launches, values, timeLeft };
}

/** The activities as this learner has them. */
function treeOf(found: ScormPackageRow, { enrolmentId, unitId }: ScormLaunchRow): TreeAt {
  const root = activitiesOf(found);
  return (state) => arranged(root, state, `${enrolmentId}/${unitId}`);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
