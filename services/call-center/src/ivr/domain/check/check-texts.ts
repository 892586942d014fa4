import { placesIn } from '../dialogue/render.js';
import type { FlowDocument, FlowNode, Menu } from '../flow/flow-document.js';
import { errorAt, type FlowProblem } from './flow-problem.js';
import { textsOf } from './texts-of.js';

/** Everything is said in every language, and names what there is. */
export function checkTexts(document: FlowDocument, known: ReadonlySet<string>): FlowProblem[] {
  return Object.entries(document.nodes).flatMap(([id, node]) => [
    ...missingLanguages(document, node).map((message) => errorAt(id, message)),
    ...unknownPlaces(node, known).map((message) => errorAt(id, message)),
    ...(node.kind === 'menu' ? choiceFaults(document, node).map((message) => errorAt(id, message)) : []),
  ]);
}

function missingLanguages({ languages }: FlowDocument, node: FlowNode): string[] {
  return textsOf(node).flatMap(([what, text]) =>
    languages
      .filter((language) => (text[language] ?? '').trim() === '')
      .map((language) => `The ${what} is missing in ${language}.`),
  );
}

function unknownPlaces(node: FlowNode, known: ReadonlySet<string>): string[] {
  const places = new Set(textsOf(node).flatMap(([, text]) => Object.values(text).flatMap(placesIn)));
  return [...places]
    .filter((name) => !known.has(name))
    .map((name) => `A text says {${name}}, and nothing in the flow sets it.`);
}

function choiceFaults({ languages }: FlowDocument, { choices }: Menu): string[] {
  const digits = choices.map(({ digit }) => digit);
  const twice = new Set(digits.filter((digit, index) => digits.indexOf(digit) !== index));
  const foreign = choices.flatMap(({ language }) => (language === null ? [] : [language]));
  return [
    ...[...twice].map((digit) => `The key ${digit} is offered twice.`),
    ...foreign
      .filter((language) => !languages.includes(language))
      .map((language) => `It changes to ${language}, which the flow does not speak.`),
  ];
}
