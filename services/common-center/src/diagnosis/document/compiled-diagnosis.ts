import { judgeOf, type Judge } from '#libs/integration/json-schema';
import { compileFeel, compileTemplate, type Template } from '#libs/integration/template';
import type { Json } from '#libs/process-engine/model/expression';
import type { DiagnosisDocument, DiagnosisRule, DiagnosisStep } from '../domain/diagnosis-document.js';
import { before } from '../domain/step-order.js';

export interface CompiledStep {
  readonly step: DiagnosisStep;
  readonly needs: readonly string[];
  readonly when: Template | null;
  readonly arguments: Template;
}

export interface CompiledRule {
  readonly rule: DiagnosisRule;
  readonly when: Template;
  readonly finding: Template;
}

/** A diagnosis, read once. */
export interface CompiledDiagnosis {
  readonly document: DiagnosisDocument;
  readonly judgeInput: Judge;
  readonly steps: Readonly<Record<string, CompiledStep>>;
  readonly rules: readonly CompiledRule[];
}

/** @throws TemplateFault, SchemaFault */
export function compiledDiagnosis(document: DiagnosisDocument): CompiledDiagnosis {
  const names = Object.keys(document.steps);
  return {
    document,
    judgeInput: judgeOf(document.input, { coerce: true }),
    steps: Object.fromEntries(names.map((name) => [name, compiledStep(document, name)])),
    rules: document.rules.map((rule, index) => compiledRule(rule, names, index)),
  };
}

/** It may look at nothing but what has ended when it begins. */
export function compiledStep({ steps }: DiagnosisDocument, name: string): CompiledStep {
  const step = steps[name]!;
  const known = ['input', ...before(steps, name)];
  return {
    step,
    needs: step.needs,
    when: step.when === null ? null : compileFeel(step.when, known, `${name}/when`),
    arguments: compileTemplate(step.arguments as Json, known, `${name}/arguments`),
  };
}

export function compiledRule(rule: DiagnosisRule, steps: readonly string[], index: number): CompiledRule {
  const known = ['input', ...steps];
  return {
    rule,
    when: compileFeel(rule.when, known, `rules/${index}/when`),
    finding: compileTemplate(rule.finding, known, `rules/${index}/finding`),
  };
}
