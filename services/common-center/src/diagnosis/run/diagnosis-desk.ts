import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DiagnosisRequest, DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { runWithoutDeadline } from '#libs/discovery/calls/deadline';
import { masked } from '#libs/integration/masked';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import type { Json } from '#libs/process-engine/model/expression';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DiagnosisVersions, type RunnableDiagnosis } from '../document/diagnosis-versions.js';
import { DiagnosisInputInvalid } from '../domain/diagnosis.errors.js';
import type { DiagnosisRunRow, StepProgress } from '../infra/diagnosis-run.schema.js';
import { DiagnosisRunner } from './diagnosis-runner.js';
import { DiagnosisRuns } from './diagnosis-runs.js';

/** What is allowed beyond the steps' time before a run counts as lost. */
const GRACE_MS = 60_000;
const STOPPING_MS = 10_000;

export interface Begun {
  readonly run: DiagnosisRunRow;
  /** null: it had been begun before, and not here. */
  readonly verdict: Promise<DiagnosisVerdict> | null;
}

/** The one way to run a diagnosis. */
@Injectable()
export class DiagnosisDesk implements BeforeApplicationShutdown {
  readonly #running = new Map<string, Promise<DiagnosisVerdict>>();

  constructor(
    private readonly versions: DiagnosisVersions,
    private readonly runner: DiagnosisRunner,
    private readonly runs: DiagnosisRuns,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What does not end in time is given up by the sweep, and asked for again. */
  async beforeApplicationShutdown(): Promise<void> {
    const ended = new AbortController();
    const over = pause(STOPPING_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#running.values()), over]);
    ended.abort();
  }

  /**
   * Begins a run that goes on by itself; repeated under one key, the run that there is.
   * @throws DiagnosisNotFound, DiagnosisNotPublished, DiagnosisVersionNotFound, DiagnosisInputInvalid
   */
  async begin(code: string, request: DiagnosisRequest): Promise<Begun> {
    const runnable = await this.versions.runnable(code, request.version);
    const input = inputOf(runnable, request.input);
    const row = rowOf(runnable, request, input, this.clock.now());
    const known = await this.runs.begin(row);
    if (known) return { run: known, verdict: this.#verdictOf(known) };
    return { run: row, verdict: this.#run(runnable, row, input) };
  }

  /** Waits for the verdict. @throws as {@link begin}; Refusal 503 `diagnosis-running`: another process is at it */
  async diagnose(code: string, request: DiagnosisRequest): Promise<DiagnosisVerdict> {
    const { verdict } = await this.begin(code, request);
    if (verdict === null) throw new Refusal(503, 'diagnosis-running', 'This diagnosis is being run: ask again.');
    return verdict;
  }

  #verdictOf({ id, verdict }: DiagnosisRunRow): Promise<DiagnosisVerdict> | null {
    return verdict ? Promise.resolve(verdict) : (this.#running.get(id) ?? null);
  }

  #run(runnable: RunnableDiagnosis, row: DiagnosisRunRow, input: Json): Promise<DiagnosisVerdict> {
    const running = runWithoutDeadline(() => runAsTenant(currentTenant(), () => this.runner.run(runnable, row, input)));
    this.#running.set(row.id, running);
    running
      .catch((error: unknown) => this.logger.error({ err: error, run: row.id }, 'a diagnosis was given up'))
      .finally(() => this.#running.delete(row.id));
    return running;
  }
}

/** @throws DiagnosisInputInvalid */
function inputOf({ compiled }: RunnableDiagnosis, given: DiagnosisRequest['input']): Json {
  const input = structuredClone(given);
  const offences = compiled.judgeInput(input);
  if (offences.length === 0) return input;
  const offending = offences.map(({ at, message }) => ({ field: `input${at.replaceAll('/', '.')}`, message }));
  throw new DiagnosisInputInvalid('The input does not fit the diagnosis.', { offending });
}

function rowOf(
  { id: diagnosisId, code, number, compiled }: RunnableDiagnosis,
  { caller, subject, idempotencyKey }: DiagnosisRequest,
  input: Json,
  now: Date,
): DiagnosisRunRow {
  const waiting: StepProgress = { state: 'waiting', code: null, result: null, tookMs: null };
  const requestKey = idempotencyKey === undefined ? null : digestOf(`${diagnosisId}/${caller}/${idempotencyKey}`);
  return {
    ...{ id: newId(now), diagnosisId, code, number, caller, subject, requestKey },
    ...{ status: 'running', startedBy: currentContext()?.identity?.subject ?? 'service', startedAt: now },
    ...{ dueAt: new Date(now.getTime() + compiled.document.timeoutMs + GRACE_MS), finishedAt: null },
    ...{ input: masked(input) as object, verdict: null },
    steps: Object.fromEntries(Object.keys(compiled.steps).map((name) => [name, waiting])),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
