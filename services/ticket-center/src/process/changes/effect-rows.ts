import type { Effect } from '#libs/process-engine/effects';
import { unclaimed } from '../schema/claimable.js';
import type { Changes, Stepped } from './changes.js';
import { correlationKeyOf, partitionOf } from '../run/digest.js';
import { effectDirectives } from './effect-directives.js';
import { processEvents } from './process-events.js';

type Handlers = {
  readonly [Type in Effect['type']]?: (
    effect: Extract<Effect, { type: Type }>,
    changes: Changes,
    stepped: Stepped,
    key: string,
  ) => void;
};

/** What each effect means for the tables of processes. */
const HANDLERS: Handlers = {
  'set-timer': ({ id: wait, due }, { timers }, stepped) => {
    const { instance } = stepped.submission;
    if (isReplaced(stepped, wait)) timers.drop.push({ instance, wait });
    timers.put.push({ instance, wait, ...unclaimed(partitionOf(instance), new Date(due)) });
  },
  'cancel-timer': ({ wait }, { timers }, { submission: { instance } }) => void timers.drop.push({ instance, wait }),

  'request-call': (effect, { calls }, stepped) => {
    const { instance } = stepped.submission;
    const { id: wait, connector, input, attempt, timeout, callbackUntil, notBefore, key } = effect;
    if (isReplaced(stepped, wait)) calls.drop.push({ instance, wait });
    const due = notBefore === undefined ? stepped.now : new Date(notBefore);
    calls.put.push({
      ...{ instance, wait, connector, input, effect: effect.effect, attempt, idempotencyKey: key },
      timeoutMs: timeout ?? null,
      callbackUntil: callbackUntil === undefined ? null : new Date(callbackUntil),
      ...unclaimed(partitionOf(instance), due),
    });
  },
  'cancel-call': ({ wait }, { calls }, { submission: { instance } }) => void calls.drop.push({ instance, wait }),

  'subscribe-message': ({ id: wait, name, key }, { subscriptions }, { submission: { instance } }) => {
    const correlationKey = correlationKeyOf(key);
    subscriptions.put.push({ instance, wait, kind: 'message', name, correlationKey, taken: null });
  },
  'unsubscribe-message': ({ wait }, { subscriptions }, { submission: { instance } }) =>
    void subscriptions.drop.push({ instance, wait }),

  'subscribe-signal': ({ id: wait, name }, { subscriptions }, { submission: { instance } }) =>
    void subscriptions.put.push({ instance, wait, kind: 'signal', name, correlationKey: '', taken: null }),
  'unsubscribe-signal': ({ wait }, { subscriptions }, { submission: { instance } }) =>
    void subscriptions.drop.push({ instance, wait }),

  'send-message': ({ name, key, variables }, { messages }) =>
    void messages.push({ name, correlationKey: correlationKeyOf(key), variables }),
  'broadcast-signal': ({ name, variables }, { signals }, _stepped, key) => void signals.push({ key, name, variables }),

  'raise-incident': ({ incident: { id, code, node, message } }, { incidents }, { submission: { instance }, now }) =>
    void incidents.put.push({ instance, id, code, node, message: message.slice(0, MOST_CHARACTERS), at: now }),
  'resolve-incident': ({ incident: id }, { incidents }, { submission: { instance } }) =>
    void incidents.drop.push({ instance, id }),

  'set-status': ({ status }, { instance }) => void (instance.status = status.slice(0, STATUS_CHARACTERS)),
};

const MOST_CHARACTERS = 4_000;
const STATUS_CHARACTERS = 120;

/** Enters the effects of a step in its changes. Keys of what follows are told by record and place: the same on every run. */
export function enterEffects(changes: Changes, stepped: Stepped): void {
  const { effects, snapshot } = stepped.result;
  for (const [index, effect] of effects.entries()) {
    const key = `${snapshot.instance}:${snapshot.seq}:${index}`;
    const handle = HANDLERS[effect.type] as Handler | undefined;
    handle?.(effect, changes, stepped, key);
    changes.outgoing.push(...effectDirectives(effect, key, changes.instance));
    changes.events.push(...processEvents(effect, changes.instance));
  }
}

type Handler = (effect: Effect, changes: Changes, stepped: Stepped, key: string) => void;

function isReplaced({ before }: Stepped, wait: number): boolean {
  return before?.waits[wait] !== undefined;
}
