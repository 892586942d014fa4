import type { DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { masked } from '#libs/integration/masked';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Metrics } from '#libs/observability/metrics';
import type { Json } from '#libs/process-engine/model/expression';
import { Injectable } from '@nestjs/common';
import { InterfaceDesk } from '../../integration/interface-desk.api.js';
import type { CompiledStep } from '../document/compiled-diagnosis.js';
import type { RunnableDiagnosis } from '../document/diagnosis-versions.js';
import type { DiagnosisRunRow, StepProgress } from '../infra/diagnosis-run.schema.js';
import { DiagnosisRuns } from './diagnosis-runs.js';
import { orchestrated, variablesOf, type StepEnd } from './orchestration.js';
import { verdictOf } from './verdict-of.js';

/** Runs a diagnosis to its verdict, and writes down how far it has come. */
@Injectable()
export class DiagnosisRunner {
  readonly #runs;

  constructor(
    metrics: Metrics,
    private readonly interfaces: InterfaceDesk,
    private readonly runs: DiagnosisRuns,
    private readonly clock: Clock,
  ) {
    this.#runs = metrics.counter('switchboard_diagnosis_runs_total', 'Diagnoses that came to a verdict', ['severity']);
  }

  async run({ compiled }: RunnableDiagnosis, run: DiagnosisRunRow, input: Json): Promise<DiagnosisVerdict> {
    const end = performance.now() + compiled.document.timeoutMs;
    const steps = { ...run.steps };
    let writing: Promise<void> = Promise.resolve();
    const ends = await orchestrated(compiled, {
      input,
      moment: () => this.#moment(),
      isOver: () => performance.now() >= end,
      call: (name, step, args) => this.#call(`${run.id}/${name}`, step, args, end - performance.now()),
      changed: (name, stepEnd) => {
        steps[name] = progressOf(stepEnd);
        // One after the other: a later state is not overtaken by an earlier one.
        writing = writing.then(() => this.runs.progressed(run.id, steps));
        return writing;
      },
    });
    const said = verdictOf(compiled, variablesOf(input, ends), this.#moment());
    const outcomes = Array.from(ends, ([name, { outcome, code }]) => [name, { outcome, code }] as const);
    const findings = said.findings.map(({ text, ...finding }) => ({ ...finding, text: masked(text) as string }));
    const verdict = { ...said, findings, runId: run.id, steps: Object.fromEntries(outcomes) };
    await this.runs.finish(run, verdict);
    this.#runs.inc({ severity: verdict.severity });
    return verdict;
  }

  /** An interface that is not there any more, or takes no such arguments, is a step that failed. */
  async #call(
    key: string,
    { step }: CompiledStep,
    args: Readonly<Record<string, Json>>,
    remainingMs: number,
  ): ReturnType<InterfaceDesk['call']> {
    const withinMs = Math.max(1, Math.floor(Math.min(step.timeoutMs, remainingMs)));
    const { interface: code, version, operation } = step;
    try {
      const asked = {
        arguments: args as Record<string, never>,
        idempotencyKey: key,
        withinMs,
        caller: 'diagnosis' as const,
      };
      return await this.interfaces.call({ code, version, operation, ...asked });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { outcome: 'failed', result: null, personal: {}, code: error.code, cached: false, tookMs: 0 };
    }
  }

  #moment() {
    return { now: this.clock.now(), timeZone: 'UTC' };
  }
}

function progressOf(end: StepEnd | null): StepProgress {
  if (end === null) return { state: 'running', code: null, result: null, tookMs: null };
  const { outcome: state, code, result, tookMs } = end;
  return { state, code, result: masked(result), tookMs };
}
