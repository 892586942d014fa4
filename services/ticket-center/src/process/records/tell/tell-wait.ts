import type { Wait, WaitKind } from '#libs/process-engine/snapshot';
import { brief } from './brief.js';
import type { Names } from './names.js';
import type { Tellers } from './tellers.js';

/** What an instance waits for, in a sentence. */
function tellWait(wait: Wait, names: Names): string {
  const at = names.of(wait.node);
  switch (wait.kind) {
    case 'task':
      return `Somebody has to do ${at}.`;
    case 'call':
      return `${names.connector(wait.node)} is asked for ${at}, attempt ${wait.attempt}.`;
    case 'child':
      return `${at} waits for the process it called.`;
    case 'timer':
      return `${at} waits until ${wait.due}.`;
    case 'message':
      return `${at} waits for the message "${wait.name}"${wait.key === null ? '' : ` about ${brief(wait.key)}`}.`;
    case 'signal':
      return `${at} waits for the signal "${wait.name}".`;
    case 'condition':
      return `${at} waits until its condition holds.`;
  }
}

const HAPPENED: { readonly [Kind in WaitKind]: (at: string, by?: string) => string } = {
  task: (at, by) => `${at} was done${by === undefined ? '' : ` by ${by}`}.`,
  call: (at) => `The system answered ${at}.`,
  child: (at) => `The process that ${at} called has ended.`,
  timer: (at) => `The time of ${at} has come.`,
  message: (at) => `The message for ${at} came.`,
  signal: (at) => `The signal for ${at} came.`,
  condition: (at) => `The condition of ${at} holds now.`,
};

export const waitTellers = {
  'wait-opened': ({ wait }, names) => tellWait(wait, names),
  'wait-fired': ({ kind, node, by }, names) => HAPPENED[kind](names.of(node), by),
  'wait-dropped': ({ node }, names) => `${names.of(node)} waits no longer.`,
  'condition-held': ({ held }) =>
    held ? 'A condition that is waited for holds.' : 'A condition that is waited for no longer holds.',
  'call-attempt-failed': ({ node, attempt, failure, next }, names) => {
    const then = next === undefined ? 'there is no further one' : `the next not before ${next}`;
    return `Attempt ${attempt} at ${names.of(node)} failed, ${then}: ${failure.class}: ${brief(failure.message)}`;
  },
} satisfies Partial<Tellers>;
