import { OWN_NAMES } from '../dialogue/session-state.js';
import type { FlowDocument, FlowNode } from '../flow/flow-document.js';
import { expressionFaults } from './check-expressions.js';
import { referenceFaults } from './check-references.js';
import { checkTexts } from './check-texts.js';
import { checkWays } from './check-ways.js';
import { errorAt, type FlowProblem } from './flow-problem.js';
import type { KnownWorld } from './known-world.js';

/** Everything that is wrong with a flow; without errors it can be run. */
export function checkFlow(document: FlowDocument, world: KnownWorld): FlowProblem[] {
  const nodes = Object.entries(document.nodes);
  const known = new Set([...OWN_NAMES, ...nodes.flatMap(([, node]) => namesSetBy(node))]);
  const inNodes = nodes.flatMap(([id, node]) =>
    [
      ...ownNameFaults(node),
      ...referenceFaults(node, document, world, known),
      ...expressionFaults(node, world, known),
    ].map((message) => errorAt(id, message)),
  );
  return [...aboutWhole(document, world), ...checkWays(document), ...checkTexts(document, known), ...inNodes];
}

function aboutWhole({ languages, timeZone, calendars }: FlowDocument, world: KnownWorld): FlowProblem[] {
  const twice = new Set(languages.filter((language, index) => languages.indexOf(language) !== index));
  const messages = [...twice].map((language) => `The language ${language} is named twice.`);
  if (!world.isTimeZone(timeZone)) messages.push(`There is no time zone "${timeZone}".`);
  for (const [name, calendar] of Object.entries(calendars)) {
    const fault = world.calendarFault(calendar);
    if (fault !== null) messages.push(`The calendar "${name}" cannot be used: ${fault}`);
  }
  return messages.map((message) => errorAt(null, message));
}

function namesSetBy(node: FlowNode): string[] {
  if (node.kind === 'set') return Object.keys(node.values);
  return node.kind === 'collect' || node.kind === 'connector' ? [node.into] : [];
}

function ownNameFaults(node: FlowNode): string[] {
  return namesSetBy(node)
    .filter((name) => OWN_NAMES.includes(name))
    .map((name) => `It sets ${name}, which is the dialogue's own: take another name.`);
}
