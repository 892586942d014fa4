import { compileExpression, ExpressionFault } from '../expression/compile.js';
import type { Expression } from '../model/expression.js';
import type { Problem } from '../problem.js';
import { idOf } from './bpmn.js';
import type { Element } from './bpmn.js';

/** Stands where an expression was refused; such a model is not handed out. */
const refused: Expression = { text: 'null', names: [] };

/** The reading of one file: collects what is wrong with it, and knows the names its expressions may use. */
export class Reading {
  readonly problems: Problem[] = [];

  /** @param names of variables; needed for those with spaces or signs in them */
  constructor(readonly names: readonly string[]) {}

  error(element: Element, code: string, message: string): void {
    this.problems.push({ code, element: idOf(element), message, severity: 'error' });
  }

  warning(element: Element, code: string, message: string): void {
    this.problems.push({ code, element: idOf(element), message, severity: 'warning' });
  }

  /** @param of what the text is, in a sentence: "The condition" */
  expression(element: Element, of: string, text: string): Expression {
    try {
      // Other tools mark expressions by a sign of equality.
      return compileExpression(text.trim().replace(/^=/, '').trim(), this.names);
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      this.error(element, 'expression', `${of} cannot be read: ${error.message}.`);
      return refused;
    }
  }

  /** BPMN's own element for an expression. Undefined: it is not there. */
  formal(element: Element, of: string, expression: Formal | undefined): Expression | undefined {
    if (!expression) return undefined;
    if (!expression.body?.trim()) {
      this.error(element, 'expression', `${of} is empty.`);
      return refused;
    }
    this.language(element, of, expression.language);
    return this.expression(element, of, expression.body);
  }

  language(element: Element, of: string, language: string | undefined): void {
    if (!language || /feel/i.test(language)) return;
    this.error(element, 'language', `${of} is written in "${language}"; only FEEL can be run.`);
  }
}

/** An expression of BPMN. */
export interface Formal {
  readonly body?: string;
  readonly language?: string;
}
