import { DmnModdle } from 'dmn-moddle';
import { compileUnaryTests, ExpressionFault } from '../../expression/compile.js';
import { evaluate } from '../../expression/evaluate.js';
import type {
  DecisionInput,
  DecisionOutput,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  UnaryTests,
} from '../../model/decision.js';
import type { Json } from '../../model/expression.js';
import type { Problem } from '../../problem.js';
import { domainError } from '#libs/kernel/domain-error';
import type { Element } from '../bpmn.js';
import type { DecisionElement, DmnDefinitions, OutputElement, RuleElement, TableElement, Text } from './dmn.js';
import { fileProblems } from '../file-problems.js';
import { Reading } from '../reading.js';

/** The text is not XML, or not DMN 1.3. */
export class NotDmn extends domainError('decision-not-dmn', 'invalid') {}

export interface ReadDecisions {
  /** By their ids. */
  readonly decisions: Readonly<Record<string, DecisionTable>>;
  readonly problems: readonly Problem[];
}

const moddle = new DmnModdle();

/** @throws NotDmn */
export async function readDecisions(xml: string): Promise<ReadDecisions> {
  const { rootElement, warnings } = await parse(xml);
  const { drgElement = [] } = rootElement as DmnDefinitions;
  // Inputs are named as people call them, often with spaces.
  const reading = new Reading(
    drgElement.flatMap(({ name, variable }) => [name, variable?.name].filter((each) => !!each)) as string[],
  );
  const tables = drgElement
    .filter(({ $type }) => $type === 'dmn:Decision')
    .flatMap((decision) => readTable(decision as DecisionElement, reading) ?? []);
  return {
    decisions: Object.fromEntries(tables.map((table) => [table.id, table])),
    problems: [...fileProblems(warnings), ...reading.problems],
  };
}

async function parse(xml: string) {
  try {
    return await moddle.fromXML(xml);
  } catch (error) {
    throw new NotDmn(`The file is not DMN 1.3: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
}

function readTable(decision: DecisionElement, reading: Reading): DecisionTable | undefined {
  const { decisionLogic: table, informationRequirement = [], knowledgeRequirement = [] } = decision;
  if (table?.$type !== 'dmn:DecisionTable' || !decision.id) {
    reading.error(decision, 'decision', 'Only decisions that are tables can be run.');
    return undefined;
  }
  if (knowledgeRequirement.length > 0 || informationRequirement.some(({ requiredDecision }) => requiredDecision)) {
    reading.error(
      decision,
      'decision',
      'A decision that needs another cannot be run; put a task for each into the process.',
    );
  }
  const { input = [], output = [], rule = [] } = table;
  const hitPolicy = hitPolicyOf(table);
  if (!hitPolicy)
    reading.error(
      decision,
      'decision',
      `The hit policy "${table.hitPolicy}" with "${table.aggregation}" is not known.`,
    );
  if (hitPolicy && /C[+#<>]/.test(hitPolicy) && output.length > 1) {
    reading.error(decision, 'decision', 'A table with several outputs cannot be added up.');
  }
  if (output.length > 1 && new Set(output.map(({ name }) => name?.trim() || '')).size < output.length) {
    reading.error(decision, 'decision', 'Of several outputs each needs a name of its own.');
  }
  return {
    id: decision.id,
    name: decision.name?.trim() || undefined,
    hitPolicy: hitPolicy ?? 'U',
    inputs: input.map(({ inputExpression, inputValues }): DecisionInput => ({
      value: reading.expression(decision, 'An input', textOf(inputExpression)),
      allowed: textOf(inputValues) === '' ? undefined : readTests(decision, textOf(inputValues), reading),
    })),
    outputs: output.map((each) => readOutput(decision, each, reading)),
    rules: rule.map((each, index) => readRule(decision, each, index, table, reading)),
  };
}

function readOutput(
  decision: Element,
  { name, outputValues, defaultOutputEntry }: OutputElement,
  reading: Reading,
): DecisionOutput {
  const fallback = textOf(defaultOutputEntry);
  return {
    name: name?.trim() ?? '',
    values: readValues(decision, textOf(outputValues), reading),
    default: fallback === '' ? undefined : reading.expression(decision, 'A default', fallback),
  };
}

/** The allowed values of an output, which are constants. */
function readValues(decision: Element, text: string, reading: Reading): readonly Json[] {
  if (text === '') return [];
  const list = reading.expression(decision, 'The values of an output', `[${text}]`);
  const values = evaluate(list, {}, { now: new Date(0), timeZone: 'UTC' });
  const constant = list.names.length === 0 && values.outcome === 'value';
  if (constant && Array.isArray(values.value)) return values.value as readonly Json[];
  reading.error(decision, 'decision', `The values of an output must be a list of constants: [${text}].`);
  return [];
}

function readRule(
  decision: Element,
  rule: RuleElement,
  index: number,
  table: TableElement,
  reading: Reading,
): DecisionRule {
  const { inputEntry = [], outputEntry = [] } = rule;
  if (inputEntry.length !== (table.input ?? []).length || outputEntry.length !== (table.output ?? []).length) {
    reading.error(decision, 'decision', `Rule ${index + 1} has not as many cells as the table has columns.`);
  }
  return {
    id: rule.id ?? String(index + 1),
    tests: inputEntry.map((entry) => readTests(decision, textOf(entry) || '-', reading)),
    values: outputEntry.map((entry) =>
      reading.expression(decision, `A value of rule ${index + 1}`, textOf(entry) || 'null'),
    ),
  };
}

function readTests(decision: Element, text: string, reading: Reading): UnaryTests {
  try {
    return compileUnaryTests(text, reading.names);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    reading.error(decision, 'expression', `A cell cannot be read: ${error.message}.`);
    return { text, negated: false, tests: [] };
  }
}

function textOf(element: Text | undefined): string {
  return element?.text?.trim() ?? '';
}

function hitPolicyOf({ hitPolicy = 'UNIQUE', aggregation }: TableElement): HitPolicy | undefined {
  const policies: Readonly<Record<string, HitPolicy>> = {
    UNIQUE: 'U',
    ANY: 'A',
    PRIORITY: 'P',
    FIRST: 'F',
    'RULE ORDER': 'R',
    'OUTPUT ORDER': 'O',
    COLLECT: 'C',
    'COLLECT SUM': 'C+',
    'COLLECT COUNT': 'C#',
    'COLLECT MIN': 'C<',
    'COLLECT MAX': 'C>',
  };
  return policies[hitPolicy === 'COLLECT' && aggregation ? `COLLECT ${aggregation}` : hitPolicy];
}
