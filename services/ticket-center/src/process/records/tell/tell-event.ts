import type { IncidentResolved, ThrownEvent } from '#libs/process-engine/records/event';
import { brief } from './brief.js';
import type { Tellers } from './tellers.js';

const RESOLVED: { readonly [How in IncidentResolved['how']]: string } = {
  retried: 'is tried again',
  skipped: 'is passed over',
  gone: 'no longer stands still',
};

export const eventTellers = {
  'event-thrown': ({ node, event, caughtBy }, names) => {
    const caught = caughtBy === undefined ? '' : `, and ${names.of(caughtBy)} takes it up`;
    return `${names.of(node)} ${told(event)}${caught}.`;
  },
  'compensable-added': ({ compensable: { node } }, names) => `${names.of(node)} can be undone from now on.`,
  'compensation-begun': ({ compensating: { rest } }, names) =>
    `What was done is undone: ${names.all(rest.map(({ node }) => node).reverse()) || 'nothing'}.`,
  'compensation-advanced': () => 'The next thing is undone.',
  'incident-raised': ({ incident: { node, message, code } }, names) =>
    `${names.of(node)} stands still (${code}): ${brief(message)}`,
  'incident-resolved': ({ node, how }, names) => `${names.of(node)} ${RESOLVED[how]}.`,
} satisfies Partial<Tellers>;

function told(event: ThrownEvent): string {
  switch (event.type) {
    case 'message':
      return `sent the message "${event.name}"${event.key === null ? '' : ` about ${brief(event.key)}`}`;
    case 'signal':
      return `sent the signal "${event.name}"`;
    case 'error':
      return `ended with the error ${event.code}${event.message === undefined ? '' : `: ${brief(event.message)}`}`;
    case 'escalation':
      return `escalated with ${event.code}`;
    case 'terminate':
      return 'ended everything around it';
    case 'compensation':
      return 'has what was done undone';
    case 'cancel':
      return 'cancelled the transaction';
    case 'link':
      return 'goes on elsewhere';
    case 'timer':
    case 'conditional':
      return 'threw its event';
  }
}
