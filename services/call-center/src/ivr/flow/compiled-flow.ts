import { isOpen } from '#libs/business-time/business-time';
import { Calendar } from '#libs/business-time/calendar';
import type { CalendarDefinition } from '#libs/business-time/calendar-definition';
import { compileExpression } from '#libs/process-engine/expression/compile';
import { evaluate } from '#libs/process-engine/expression/evaluate';
import { expressionsOf } from '../domain/check/check-expressions.js';
import type { FlowDocument } from '../domain/flow/flow-document.js';
import type { Flow } from '../domain/flow/flow.js';

/**
 * A flow whose expressions and calendars are read once.
 * @throws ExpressionFault, DomainError of the calendar: a flow that passed its check has none of these
 */
export function compiledFlow(document: FlowDocument): Flow {
  const texts = Object.values(document.nodes).flatMap(expressionsOf);
  const expressions = new Map(texts.map((text) => [text, compileExpression(text)]));
  const calendars = new Map(
    Object.entries(document.calendars).map(([name, definition]) => [
      name,
      new Calendar(definition as CalendarDefinition),
    ]),
  );
  return {
    document,
    evaluate(text, attributes, now) {
      const evaluation = evaluate(expressions.get(text)!, attributes, { now, timeZone: document.timeZone });
      return evaluation.outcome === 'value' ? evaluation.value : null;
    },
    isOpen: (name, now) => isOpen(calendars.get(name)!, now),
  };
}
