import type { ElementEntered } from '#libs/process-engine/records/element';
import { brief, briefly, namesOf } from './brief.js';
import type { Tellers } from './tellers.js';

const CAUSES: { readonly [Cause in ElementEntered['cause']]: string } = {
  flow: '',
  start: '',
  event: ', since what it waits for happened',
  loop: '',
  link: ' by a link',
  compensation: ', to undo what was done',
  operator: ', since an operator went back to it',
};

export const elementTellers = {
  'element-entered': ({ node, cause, counter }, names) => {
    const turn = counter === undefined ? '' : `, number ${counter} of its loop`;
    return `${names.of(node)} began${turn}${CAUSES[cause]}.`;
  },
  'element-left': ({ node }, names) => `${names.of(node)} was completed.`,
  'element-terminated': ({ node }, names) => `${names.of(node)} was broken off.`,
  'flow-taken': ({ flow }, names) => `${names.flow(flow)} was taken.`,
  'tokens-withdrawn': ({ flows }, names) =>
    `What waited for others was taken back: ${flows.map((flow) => names.flow(flow)).join('; ')}.`,
  'condition-evaluated': ({ node, text, operands, result }, names) => {
    const gave = result === true ? 'holds' : result === false ? 'does not hold' : `gave ${brief(result)}`;
    const read = Object.keys(operands).length > 0 ? `: ${briefly(operands)}` : '';
    return `At ${names.of(node)} the condition ${brief(text)} ${gave}${read}.`;
  },
  'decision-made': ({ node, decision, rules, result }, names) => {
    const by = rules.length > 0 ? `by ${rules.join(', ')}` : 'by no rule';
    return `At ${names.of(node)} the table ${decision} decided ${by}: ${brief(result)}.`;
  },
  'variables-written': ({ variables, by }) =>
    `${by === undefined ? 'An operator' : 'The process'} wrote ${namesOf(variables)}.`,
  'status-set': ({ status }) => `The state is now "${status}".`,
  'loop-begun': ({ loop: { total } }) => `A loop began${total === undefined ? '' : `, ${total} times in all`}.`,
  'loop-advanced': ({ counter }) => `Number ${counter} of the loop was completed.`,
  'scope-interrupted': ({ by }, names) => `${names.of(by)} interrupted everything around it.`,
} satisfies Partial<Tellers>;
