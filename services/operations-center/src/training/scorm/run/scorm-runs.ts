import { createHash, randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { StaleVersion } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/plain-rows';
import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { Enrolments } from '../../domain/enrolment.repository.js';
import { Learning } from '../../enrolment/learning.js';
import { ScormPackages } from '../package/scorm-packages.js';
import { atLaunch, outcomeOf, settableOf, type CmiValues } from './cmi.js';
import { ScormLaunchSchema, ScormRunSchema, type ScormLaunchRow } from './scorm-run.schema.js';

export class ScormLaunchUnknown extends domainError('scorm-launch-unknown', 'not-found') {}

const LAUNCH_MS = 8 * 3_600_000;

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
      await beginSession(tx, row);
    });
    return { token, expiresAt };
  }

  /** @throws ScormLaunchUnknown also when it is over */
  async of(token: string): Promise<ScormLaunchRow> {
    const row = await (await this.database.reader()).findOneBy(ScormLaunchSchema, { tokenHash: hashOf(token) });
    if (!row || row.expiresAt <= this.clock.now()) throw new ScormLaunchUnknown('Launch it again.');
    return row;
  }

  /** What the package is told at first. @throws ScormLaunchUnknown */
  async begin(token: string): Promise<{ launch: ScormLaunchRow; values: CmiValues; sequence: number }> {
    const launch = await this.of(token);
    const { enrolmentId, unitId, personId, packageId, tokenHash } = launch;
    const { scorm } = await this.packages.get(packageId);
    const run = await (await this.database.reader()).findOneByOrFail(ScormRunSchema, { enrolmentId, unitId });
    const values = atLaunch(scorm, run.cmi, run.formerSeconds + run.sessionSeconds, personId);
    return { launch, values, sequence: run.session === tokenHash ? run.sequence : 0 };
  }

  /**
   * What the package says; safe to repeat: what comes again, or late, changes nothing. Only the newest launch counts.
   * @throws ScormLaunchUnknown, StaleVersion
   */
  async commit(token: string, sequence: number, values: CmiValues): Promise<boolean> {
    const { enrolmentId, unitId, packageId, tokenHash: session } = await this.of(token);
    const { scorm } = await this.packages.get(packageId);
    const cmi = settableOf(scorm, values);
    const { isDone, score, seconds: sessionSeconds } = outcomeOf(scorm, cmi);
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneByOrFail(ScormRunSchema, { enrolmentId, unitId });
      if (known.session !== session || known.sequence >= sequence) return false;
      const place = { enrolmentId, unitId, session, sequence: known.sequence };
      if ((await updateRows(tx, ScormRunSchema, place, { cmi: { ...cmi }, sessionSeconds, sequence })) !== 1)
        throw new StaleVersion('It was changed at the same time.', { id: enrolmentId });
      await this.enrolments.update(enrolmentId, (enrolment) =>
        enrolment.report(unitId, { isDone, score }, this.clock.now()),
      );
      return true;
    });
  }
}

/** What was told before stays; its time is that of sessions before. */
async function beginSession(tx: EntityManager, launch: ScormLaunchRow): Promise<void> {
  const { enrolmentId, unitId, tokenHash: session } = launch;
  const known = await tx.findOneBy(ScormRunSchema, { enrolmentId, unitId });
  const formerSeconds = (known?.formerSeconds ?? 0) + (known?.sessionSeconds ?? 0);
  const begun = { formerSeconds, sessionSeconds: 0, session, sequence: 0 };
  if (known) await updateRows(tx, ScormRunSchema, { enrolmentId, unitId }, begun);
  else await insertRows(tx, ScormRunSchema, [{ enrolmentId, unitId, cmi: {}, ...begun }]);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
