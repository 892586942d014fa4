import type { Element } from '../bpmn.js';

// What is read of DMN files, whose library has no types.

export interface DmnDefinitions extends Element {
  readonly drgElement?: readonly DrgElement[];
}

export interface DrgElement extends Element {
  readonly name?: string;
  readonly variable?: { readonly name?: string };
}

export interface DecisionElement extends DrgElement {
  readonly decisionLogic?: TableElement;
  readonly informationRequirement?: readonly { readonly requiredDecision?: Element }[];
  readonly knowledgeRequirement?: readonly Element[];
}

export interface TableElement extends Element {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly input?: readonly { readonly inputExpression?: Text; readonly inputValues?: Text }[];
  readonly output?: readonly OutputElement[];
  readonly rule?: readonly RuleElement[];
}

export interface OutputElement {
  readonly name?: string;
  readonly outputValues?: Text;
  readonly defaultOutputEntry?: Text;
}

export interface RuleElement {
  readonly id?: string;
  readonly inputEntry?: readonly Text[];
  readonly outputEntry?: readonly Text[];
}

export interface Text {
  readonly text?: string;
}
