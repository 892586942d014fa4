import type { Action, Guidelines } from './guidelines.js';
import type { Sop, SopField, SopStep, SopWay } from './sop.js';

const CALLED = 'recover-username';
const CALLS = /recover username'? (sub)?flow/i;
const ENDS_HERE = /\[End Conversation\]/i;
const MAY_NOT_APPLY = /^\s*(optional step|alternatively|\(option|if )/i;
const SKIPS_NEXT = /says yes.*skip the next step/i;
const SKIPS_TO = /says yes.*skip to the (.+?) step/i;

const text = (name: string, label: string): SopField => ({ name, label, type: 'text', choices: [], required: false });
const choice = (name: string, label: string, ...choices: string[]): SopField => ({
  ...{ name, label, type: 'choice', choices, required: true },
});

/** What is entered where the agent presses the button. */
const COLLECTS: Readonly<Record<string, readonly SopField[]>> = {
  'Pull up Account': [text('account', 'Full name or account ID')],
  'Validate Purchase': [text('username', 'Username'), text('email', 'E-mail address'), text('orderId', 'Order ID')],
  'Verify Identity': [text('identity', 'What identifies the customer')],
  'Ask the Oracle': [choice('oracle', 'What the system says', 'Yes', 'No')],
  'Membership Privileges': [choice('membership', 'Membership level', 'Gold', 'Silver', 'Bronze', 'Guest')],
  'Record Reason': [text('reason', 'Reason')],
  'Enter Details': [text('details', 'Details')],
  'Enter Detail': [text('details', 'Details')],
  'Offer Refund': [text('amount', 'Amount')],
  'Update Order': [text('orderChange', 'What is changed of the order')],
  'Update Account': [text('accountChange', 'What is changed of the account')],
  'Shipping Status': [
    choice('shippingStatus', 'Shipping status', 'Order Received', 'In Transit', 'Out for Delivery', 'Delivered'),
  ],
};

const USERNAME_KNOWN: SopField = {
  ...{ name: 'usernameKnown', label: 'The customer knows the username', type: 'boolean', choices: [], required: true },
};

/** One SOP for each subflow; those that others call come first. */
export function sopsOf(guidelines: Guidelines): Sop[] {
  const all = Object.entries(guidelines).flatMap(([flow, { description, subflows }]) =>
    Object.entries(subflows).map(([title, { actions, instructions }]): Sop => {
      const about = [`${flow}: ${description}.`, ...instructions].join(' ').replace(/\s+/g, ' ').trim();
      const keywords = [flow, ...description.split(/,\s*/)];
      const steps = stepsOf(actions);
      return { name: nameOf(title), title, content: { summary: about, keywords, start: steps[0]!.id, steps } };
    }),
  );
  return all.sort((a, b) => Number(b.name === CALLED) - Number(a.name === CALLED));
}

function stepsOf(actions: readonly Action[]): SopStep[] {
  const ids = actions.map(({ button }, place) => `${place + 1}-${nameOf(button === 'N/A' ? 'Tell' : button)}`);
  const after = (place: number) => ids[place] ?? 'done';
  const steps = actions.flatMap((action, place): SopStep[] => {
    const calls = mentions(action, CALLS);
    const id = ids[place]!;
    const callId = `${id}-${CALLED}`;
    const stops = mentions(action, ENDS_HERE);
    const personChooses = stops || MAY_NOT_APPLY.test(action.text);
    const ways = [
      ...(calls ? [when('usernameKnown = false', callId, 'Recover the username')] : []),
      ...skips(action, place, actions, after),
      ...(stops ? [when('true', 'stopped', 'The conversation ends here')] : []),
      ...(personChooses ? [when('true', after(place + 1), 'It does not apply')] : []),
      { to: after(place + 1), when: null, label: 'Go on' },
    ];
    const step: SopStep = {
      ...{ kind: 'do', id, title: action.button === 'N/A' ? 'Tell the customer' : action.button },
      ...{ instruction: action.text.trim(), hints: action.subtext.map((hint) => hint.trim()), personChooses, ways },
      collects: [...(calls ? [USERNAME_KNOWN] : []), ...(COLLECTS[action.button] ?? [])],
    };
    const back: SopWay[] = [{ to: id, when: null, label: '' }];
    const call: SopStep = { kind: 'call', id: callId, title: 'Recover the username', sop: CALLED, ways: back };
    return calls ? [step, call] : [step];
  });
  const stopped: SopStep[] = actions.some((action) => mentions(action, ENDS_HERE))
    ? [{ kind: 'end', id: 'stopped', title: 'It could not be solved', outcome: 'unsolved' }]
    : [];
  return [...steps, { kind: 'end', id: 'done', title: 'Done', outcome: 'solved' }, ...stopped];
}

/** Where the system has said yes, some steps are left out. */
function skips(action: Action, place: number, actions: readonly Action[], after: (place: number) => string): SopWay[] {
  if (action.button !== 'Ask the Oracle') return [];
  if (mentions(action, SKIPS_NEXT)) return [when('oracle = "Yes"', after(place + 2), 'The system says yes')];
  const [, button] = action.subtext.map((each) => SKIPS_TO.exec(each)).find((found) => found !== null) ?? [];
  const to = actions.findIndex((other, at) => at > place && other.button === button);
  return to < 0 ? [] : [when('oracle = "Yes"', after(to), 'The system says yes')];
}

function mentions({ text: said, subtext }: Action, what: RegExp): boolean {
  return [said, ...subtext].some((each) => what.test(each));
}

function when(condition: string, to: string, label: string): SopWay {
  return { to, when: condition, label };
}

function nameOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
