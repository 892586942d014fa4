import type { RetryPolicy, ServiceTask } from '../../model/activity.js';
import { lengthOf, parseDuration } from '../../time/duration.js';
import { extensionElements } from '../bpmn.js';
import type { Element } from '../bpmn.js';
import type { Reading } from '../reading.js';

type Call = Pick<ServiceTask, 'connector' | 'effect' | 'retry' | 'timeout' | 'callback' | 'fallback' | 'independent'>;
type Attributes = Readonly<Partial<Record<string, string>>>;

const LONGEST_CALLBACK_MS = 366 * 86_400_000;

const defaults: RetryPolicy = { attempts: 3, backoff: 1_000, factor: 2, maximum: 60_000 };

/** How a service is called: our own element, since BPMN says nothing but which technology is used. */
export function readCall(task: Element, reading: Reading): Call {
  const [call, ...others] = extensionElements(task, 'Call');
  if (others.length > 0) reading.error(task, 'call', 'The task calls more than one connector.');
  if (!call) return { connector: '', effect: 'write', retry: defaults, independent: false };
  const {
    connector,
    effect = 'write',
    timeout,
    callback,
    fallback,
    independent = 'false',
  } = call as unknown as Attributes;
  if (effect !== 'read' && effect !== 'write')
    reading.error(task, 'call', `The effect is "read" or "write", not "${effect}".`);
  if (independent !== 'true' && independent !== 'false') {
    reading.error(task, 'call', `"independent" is "true" or "false", not "${independent}".`);
  }
  return {
    connector: connector?.trim() ?? '',
    effect: effect === 'read' ? 'read' : 'write',
    retry: readRetry(task, (call as unknown as { retry?: Attributes }).retry ?? {}, reading),
    timeout: timeout === undefined ? undefined : milliseconds(task, 'The timeout', timeout, reading),
    callback: callback === undefined ? undefined : callbackTime(task, callback, reading),
    fallback: fallback === undefined ? undefined : reading.expression(task, 'The fallback', fallback),
    independent: independent === 'true',
  };
}

function callbackTime(task: Element, text: string, reading: Reading): number {
  const time = milliseconds(task, 'The time to call back', text, reading);
  if (time > LONGEST_CALLBACK_MS) reading.error(task, 'call', `A result is waited for at most a year, not "${text}".`);
  return time;
}

function readRetry(task: Element, retry: Attributes, reading: Reading): RetryPolicy {
  const { attempts, backoff, factor, maximum } = retry;
  const policy = {
    attempts: attempts === undefined ? defaults.attempts : Number(attempts),
    backoff: backoff === undefined ? defaults.backoff : milliseconds(task, 'The first wait', backoff, reading),
    factor: factor === undefined ? defaults.factor : Number(factor),
    maximum: maximum === undefined ? defaults.maximum : milliseconds(task, 'The longest wait', maximum, reading),
  };
  if (!Number.isInteger(policy.attempts) || policy.attempts < 1)
    reading.error(task, 'call', 'The attempts must be 1 or more.');
  if (!(policy.factor >= 1 && policy.factor <= 10))
    reading.error(task, 'call', 'The factor of the waits must be from 1 to 10.');
  return policy;
}

function milliseconds(task: Element, of: string, text: string, reading: Reading): number {
  const duration = parseDuration(text);
  const length = duration && lengthOf(duration);
  if (length === undefined)
    reading.error(task, 'call', `${of}, "${text}", is no duration in hours, minutes and seconds, like PT30S.`);
  return length ?? 0;
}
