import { describe, expect, it } from '@jest/globals';
import type { Command } from '#libs/process-engine/commands';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Effect } from '#libs/process-engine/effects';
import type { Snapshot, Wait } from '#libs/process-engine/snapshot';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { changesOf } from './changes-of.js';
import type { Changes } from './changes.js';
import type { ClaimRef, KeptMessage } from '../run/submission.js';
import { sha256 } from '../run/digest.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const INSTANCE = '0199d2f0-0000-7000-8000-000000000001';
const PLACE = { element: 2, node: 'here', run: 1 };
const MODEL = {} as ProcessModel;
const MESSAGE: KeptMessage = { id: 'm', name: 'paid', correlationKey: 'K', expiresAt: '2026-11-23T10:00:00.000Z' };
const WAIT = { ...PLACE, id: 3, kind: 'message', name: 'paid', key: 'K' } as Wait;
const ARRIVED: Command = { type: 'message-arrived', wait: 3, message: 'm', variables: { amount: 1 } };

interface Case {
  readonly command?: Command;
  readonly effects?: readonly Effect[];
  readonly waits?: Readonly<Record<number, Wait>>;
  readonly now?: Partial<Snapshot>;
  readonly ignored?: boolean;
  readonly claim?: ClaimRef;
  readonly message?: KeptMessage;
}

function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    ...{
      instance: INSTANCE,
      definition: { id: 'p', version: 1 },
      state: 'active',
      seq: 5,
      next: 9,
      run: 1,
      nodeRuns: 3,
    },
    ...{ elements: {}, waits: {}, incidents: {}, deferred: [], lastDone: [], writes: {} },
    ...more,
  };
}

/** An instance that waits for `waits` gets the command; the engine says `effects`, and it is `now`. */
function changes({ command = ARRIVED, effects = [], waits = {}, now = {}, ignored, claim, message }: Case): Changes {
  const before = snapshot({ waits });
  const taken = { type: 'command-taken', seq: 6, at: NOW.toISOString() } as const;
  const late = { ...taken, type: 'command-ignored', command: command.type, reason: 'TOKEN_GONE' } as const;
  const row: ProcessInstanceRow = {
    ...{ id: INSTANCE, definitionId: 'p', version: 1, businessKey: 'B', parentInstance: null, parentWait: null },
    ...{ rootInstance: INSTANCE, state: before.state, status: null, seq: 5, snapshot: before },
    ...{ startedAt: NOW, endedAt: null, countedAt: null },
  };
  const submission = {
    key: 'k',
    instance: INSTANCE,
    fingerprint: 'f',
    command,
    ...(claim && { claim }),
    ...(message && { message }),
  };
  const result = { snapshot: snapshot({ seq: 6, ...now }), records: [ignored ? late : taken], effects };
  return changesOf({ submission, row, before, model: MODEL, now: NOW, digest: sha256, result });
}

describe('what a step changes', () => {
  it('replaces the timer of a wait, and only then drops one', () => {
    const effect: Effect = { ...PLACE, type: 'set-timer', id: 3, due: '2026-11-23T10:00:00.000Z' };
    expect(changes({ effects: [effect] }).timers.drop).toEqual([]);
    expect(changes({ effects: [effect], waits: { 3: WAIT } }).timers).toMatchObject({
      drop: [{ instance: INSTANCE, wait: 3 }],
      put: [{ instance: INSTANCE, wait: 3, due: new Date('2026-11-23T10:00:00Z'), claim: null }],
    });
  });

  it('drops what was claimed, also when the engine says nothing of it', () => {
    const { timers, calls } = changes({ claim: { of: 'timer', wait: 4, token: 't' } });
    expect([timers.drop, calls.drop]).toEqual([[{ instance: INSTANCE, wait: 4 }], []]);
  });

  it('frees a message wait that stays open, not one of a suspended instance', () => {
    const waits = { 3: WAIT };
    expect(changes({ waits, now: { waits } }).freed).toMatchObject([{ wait: 3, name: 'paid', correlationKey: 'K' }]);
    expect(changes({ waits, now: { waits, state: 'suspended' } }).freed).toEqual([]);
  });

  it('frees the waits of what a suspended instance had kept when it resumes', () => {
    const resume: Command = { type: 'resume', operator: 'mia', reason: 'a test' };
    const before = snapshot({ state: 'suspended', waits: { 3: WAIT }, deferred: [ARRIVED] });
    const submission = { key: 'k', instance: INSTANCE, fingerprint: 'f', command: resume };
    const birth = { definition: before.definition, businessKey: null, root: INSTANCE };
    const result = { snapshot: snapshot({ waits: { 3: WAIT } }), records: [], effects: [] };
    const { freed } = changesOf({
      submission: { ...submission, birth },
      row: undefined,
      before,
      model: MODEL,
      now: NOW,
      digest: sha256,
      result,
    });
    expect(freed).toMatchObject([{ wait: 3 }]);
  });

  it('puts a message back that came too late', () => {
    const { messages } = changes({ ignored: true, message: MESSAGE });
    expect(messages).toMatchObject([{ kept: MESSAGE, name: 'paid', correlationKey: 'K', variables: { amount: 1 } }]);
  });

  it('says why nothing happened', () => {
    expect(changes({ ignored: true }).outcome).toEqual({
      instance: INSTANCE,
      state: 'active',
      seq: 6,
      ignored: 'TOKEN_GONE',
    });
  });

  it('keys what follows by record and place: the same on every run', () => {
    const child = { ...PLACE, type: 'start-child', id: 7, definition: 'c', version: 'latest', variables: {} } as const;
    const { outgoing } = changes({ effects: [child, { ...PLACE, type: 'cancel-child', wait: 6, answered: false }] });
    expect(outgoing.map(({ key }) => key)).toEqual([`${INSTANCE}:6:0`, `${INSTANCE}:6:1`]);
  });

  it('does not cancel a child that has answered', () => {
    expect(changes({ effects: [{ ...PLACE, type: 'cancel-child', wait: 6, answered: true }] }).outgoing).toEqual([]);
  });

  it('ends the instance now', () => {
    expect(changes({ now: { state: 'failed' } }).instance).toMatchObject({ state: 'failed', endedAt: NOW });
  });

  it('keeps what the business calls its state', () => {
    const effect: Effect = { ...PLACE, type: 'set-status', status: 'In diagnosis' };
    expect(changes({ effects: [effect] }).instance.status).toBe('In diagnosis');
  });
});
