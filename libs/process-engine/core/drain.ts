import type { Work } from '../incident.js';
import { ROOT } from '../snapshot.js';
import { compensate } from './events/compensation.js';
import { lookAtConditions } from './events/conditions.js';
import type { Execution } from './run/execution.js';
import { Fault } from './run/fault.js';
import { raise } from './run/incidents.js';
import { arrive } from './joins/arrive.js';
import { releaseInclusiveJoin } from './joins/inclusive.js';
import { watchJoins } from './joins/stuck.js';
import { fallBack } from './nodes/calls.js';
import { work } from './nodes/work.js';
import { finish } from './phases/finish.js';
import { fire } from './phases/fire.js';
import { choose } from './phases/leave.js';
import { advance } from './phases/loop.js';
import { settle } from './phases/settle.js';
import { start } from './phases/start.js';

/** Nodes one command may run, and one instance in its life. */
export const STEP_LIMIT = 1_000;
export const RUN_LIMIT = 100_000;

/** Works until nothing is left to do but wait. */
export function drain(run: Execution): void {
  const first = run.state.nodeRuns;
  while (moreToDo(run)) {
    const code = overLimit(run, first);
    if (code) return stop(run, code);
    perform(run, run.agenda.pop()!);
  }
  for (const id of run.touched) watchJoins(run, id);
}

function moreToDo(run: Execution): boolean {
  if (run.written.size > 0) lookAtConditions(run);
  if (run.agenda.length > 0) return true;
  // Only when nothing moves any more it is clear what can still come; every release may change that for the others.
  for (const id of run.touched) if (releaseInclusiveJoin(run, id)) return true;
  return false;
}

function overLimit({ state, agenda }: Execution, first: number): 'STEP_LIMIT' | 'RUN_LIMIT' | undefined {
  const next = agenda.at(-1)!.do;
  if (next !== 'arrive' && next !== 'start') return undefined;
  if (state.nodeRuns >= RUN_LIMIT) return 'RUN_LIMIT';
  return state.nodeRuns - first >= STEP_LIMIT ? 'STEP_LIMIT' : undefined;
}

/** What was still to be done is kept with the incident. */
function stop(run: Execution, code: 'STEP_LIMIT' | 'RUN_LIMIT'): void {
  const limit = code === 'STEP_LIMIT' ? `${STEP_LIMIT} nodes at once` : `${RUN_LIMIT} nodes in its life`;
  const next = run.agenda.at(-1)!;
  const node = next.do === 'arrive' ? run.model.flows[next.flow]!.target : undefined;
  const message = `The process ran more than ${limit}: perhaps it goes round in circles.`;
  raise(run, run.element(ROOT), { code, message, work: run.agenda.splice(0) }, node);
}

/** Work for what has died in the meantime is over. */
function perform(run: Execution, piece: Work): void {
  try {
    if (piece.do === 'arrive') {
      const scope = run.find(piece.parent);
      if (scope?.tokens?.includes(piece.flow)) arrive(run, scope, piece.flow);
    } else if (piece.do === 'fire') {
      const wait = run.state.waits[piece.wait];
      if (wait) fire(run, wait, piece.result, piece.by);
    } else performAt(run, piece);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fail(run, piece, error);
  }
}

function performAt(run: Execution, piece: Exclude<Work, { do: 'arrive' | 'fire' }>): void {
  const element = run.find(piece.element);
  if (!element) return;
  switch (piece.do) {
    case 'start':
      return start(run, element, piece);
    case 'work':
      return work(run, element, piece.trigger);
    case 'fallback':
      return fallBack(run, element);
    case 'finish':
      return finish(run, element, piece.result);
    case 'leave':
      return choose(run, element, piece.flows);
    case 'settle':
      return settle(run, element);
    case 'advance':
      return advance(run, element);
    case 'compensate':
      return compensate(run, element);
  }
}

function fail(run: Execution, piece: Work, { code, message, details }: Fault): void {
  const at =
    piece.do === 'arrive' ? piece.parent : piece.do === 'fire' ? run.state.waits[piece.wait]!.element : piece.element;
  raise(run, run.element(at), { code, message, ...(details && { details }), work: [piece] });
}
