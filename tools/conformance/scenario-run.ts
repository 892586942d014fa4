import type { ProcessModel } from '#libs/process-engine/model';
import type { CallAnswer } from '#libs/process-engine/simulator/answers';
import { Simulation } from '#libs/process-engine/simulator/simulation';
import type { Action, Verification } from './scenario-file.js';

/** How long the specs wait for what they verify. */
const PATIENCE_MS = 30_000;

/** One instance and what is done to it. */
export class ScenarioRun {
  readonly #simulation: Simulation;
  #instance = '';

  constructor(private readonly models: readonly ProcessModel[]) {
    this.#simulation = new Simulation(models, { now: new Date('2026-01-05T09:00:00Z') });
  }

  act(action: Action): void {
    switch (action.action) {
      case 'create-instance':
        this.#instance = this.#simulation.start(action.args.bpmn_process_id, action.args.variables);
        return;
      case 'complete-task':
        return this.#answer(action.args.job_type, { result: action.args.variables });
      case 'throw-error':
        return this.#answer(action.args.job_type, { errorCode: action.args.error_code });
      case 'publish-message': {
        const { message_name: name, correlation_key: key, variables } = action.args;
        return this.#simulation.publish(name, key, variables);
      }
      case 'cancel-instance':
        return this.#simulation.send(this.#instance, { type: 'cancel', operator: 'spec', reason: 'the spec says so' });
      case 'await-element-instance-state':
        if (this.#stateOf(action.args) !== action.args.state) this.letTimePass();
    }
  }

  letTimePass(): void {
    this.#simulation.advanceTo(new Date(this.#simulation.now.getTime() + PATIENCE_MS));
  }

  /** true, or what is the case instead. */
  seen({ verification, args }: Verification): unknown {
    switch (verification) {
      case 'element-instance-state':
        return is(this.#stateOf(args), args.state);
      case 'workflow-instance-state':
        return is(this.#instanceState(), args.state);
      case 'workflow-instance-variable':
        return is(JSON.stringify(this.#variables()[args.name]), args.value);
      case 'incident-state':
        return is(this.#incidentAt(args.element_id), args.state);
    }
  }

  #answer(jobType: string, answer: CallAnswer): void {
    const call = [...this.#simulation.calls.values()].find(({ connector }) => connector === jobType);
    if (!call) throw new Error(`nobody waits for ${jobType}`);
    this.#simulation.answerCall({ instance: call.instance, wait: call.id, answer });
  }

  #stateOf({ element_name: name, element_id: id }: { element_name?: string; element_id?: string }): string | undefined {
    const isIt = (node: string) => node === id || (name !== undefined && this.#nameOf(node) === name);
    let state: string | undefined;
    for (const { record } of this.#simulation.told) {
      if (record.type === 'element-entered' && isIt(record.node)) state = 'activated';
      if (record.type === 'element-left' && isIt(record.node)) state = 'completed';
      if (record.type === 'element-terminated' && isIt(record.node)) state = 'terminated';
      if (record.type === 'flow-taken' && isIt(record.flow)) state = 'taken';
    }
    return state;
  }

  #instanceState(): string | undefined {
    const { state } = this.#simulation.snapshot(this.#instance)!;
    return { active: 'activated', cancelled: 'terminated' }[state as string] ?? state;
  }

  #variables(): Record<string, unknown> {
    return this.#simulation.told.reduce<Record<string, unknown>>(
      (all, { record }) => (record.type === 'variables-written' ? { ...all, ...record.variables } : all),
      {},
    );
  }

  #incidentAt(node: string): string | undefined {
    const { incidents } = this.#simulation.snapshot(this.#instance)!;
    return Object.values(incidents).some((incident) => incident.node === node) ? 'created' : undefined;
  }

  #nameOf(node: string): string | undefined {
    return this.models.map(({ nodes }) => nodes[node]?.name).find((name) => name !== undefined);
  }
}

function is(actual: string | undefined, expected: string): unknown {
  return actual === expected ? true : { expected, actual: actual ?? null };
}
