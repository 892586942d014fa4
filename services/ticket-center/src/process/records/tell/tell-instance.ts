import type { RepairCommand } from '#libs/process-engine/commands';
import type { IgnoreReason, OperatorActed } from '#libs/process-engine/records/instance';
import { brief } from './brief.js';
import type { Tellers } from './tellers.js';

const ACTIONS: { readonly [Action in RepairCommand['type']]: (at: string) => string } = {
  cancel: () => 'cancelled the process',
  suspend: () => 'suspended the process',
  resume: () => 'let the process go on',
  retry: (at) => `tried again${at}`,
  'set-variables': (at) => `changed variables${at}`,
  skip: (at) => `went past${at || ' a step'}`,
  'release-join': (at) => `let the join go on${at}`,
  'go-back': (at) => `went back${at}`,
  migrate: () => 'moved the process to another version',
};

const REASONS: { readonly [Reason in IgnoreReason]: string } = {
  TOKEN_GONE: 'nobody waits for it any more',
  TASK_DONE: 'the task had been completed before',
  LATE_RESULT: 'nobody waits for the result any more',
  SUSPENDED: 'the process is suspended',
  NOTHING_TO_DO: 'it was so already',
};

export const instanceTellers = {
  'instance-started': ({ definition: { id, version }, parent }, names) =>
    `The process ${names.of(id)}, version ${version}, began${parent ? `, called by the process ${parent.instance}` : ''}.`,
  'instance-suspended': () => 'The process was suspended.',
  'instance-resumed': () => 'The process goes on.',
  'instance-ended': ({ outcome, error }) => {
    if (outcome === 'completed') return 'The process ended.';
    if (outcome === 'cancelled') return 'The process was cancelled.';
    return `The process failed${error ? `: ${[error.code, error.message].filter(Boolean).map(brief).join(', ')}` : ''}.`;
  },
  'operator-acted': (record, names) => {
    const at = record.node === undefined ? '' : ` ${placeOf(record)} ${names.of(record.node)}`;
    return `${record.operator} ${ACTIONS[record.action](at)}: ${brief(record.reason)}`;
  },
  'run-begun': ({ run, to, repeats }, names) => {
    const again = repeats.length > 0 ? `; what may be done a second time: ${names.all(repeats)}` : '';
    return `It went back to ${names.of(to)}, for round ${run}${again}.`;
  },
  migrated: ({ from, to }) => `The process moved from version ${from.version} to version ${to.version}.`,
  'command-deferred': ({ command }) => `${ANSWERS[command.type]} came while the process was suspended, and is kept.`,
  'command-taken': () => 'What was kept is carried out now.',
  'command-ignored': ({ reason }) => `Something came too late and changed nothing: ${REASONS[reason]}.`,
} satisfies Partial<Tellers>;

const ANSWERS = {
  'complete-task': 'A completed task',
  'call-succeeded': 'The answer of a system',
  'call-failed': 'The failure of a call',
  'throw-error': 'An error',
  'throw-escalation': 'An escalation',
  'timer-fired': 'The time of a timer',
  'message-arrived': 'A message',
  'signal-arrived': 'A signal',
  'child-ended': 'The end of a called process',
  'child-escalated': 'An escalation of a called process',
} as const;

function placeOf({ action }: OperatorActed): string {
  return action === 'go-back' ? 'to' : action === 'skip' ? '' : 'at';
}
