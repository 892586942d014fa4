import { judgeOf, SchemaFault } from '#libs/integration/json-schema';
import { TemplateFault } from '#libs/integration/template';
import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { InterfaceDesk } from '../../integration/interface-desk.api.js';
import type { DiagnosisDocument, DiagnosisStep } from '../domain/diagnosis-document.js';
import type { DiagnosisProblem } from '../domain/diagnosis-problem.js';
import { inCircles } from '../domain/step-order.js';
import { compiledRule, compiledStep } from './compiled-diagnosis.js';

/** What is wrong with a diagnosis before anybody runs it. */
@Injectable()
export class DiagnosisChecks {
  constructor(private readonly interfaces: InterfaceDesk) {}

  async problemsOf(document: DiagnosisDocument): Promise<DiagnosisProblem[]> {
    const { input, steps, rules } = document;
    const names = Object.keys(steps);
    const circles = inCircles(steps);
    const problems = [
      ...faultOf(null, () => judgeOf(input)),
      ...names.flatMap((name) => unknownNeeds(document, name)),
      ...circles.map((step) => error(step, 'It waits for itself.')),
      ...names.flatMap((name) => faultOf(name, () => compiledStep(document, name))),
      ...rules.flatMap((rule, index) => faultOf(null, () => compiledRule(rule, names, index))),
    ];
    for (const [name, step] of Object.entries(steps)) problems.push(...(await this.#called(name, step)));
    return problems;
  }

  async #called(name: string, step: DiagnosisStep): Promise<DiagnosisProblem[]> {
    try {
      const { safe } = await this.interfaces.operationOf(step.interface, step.version, step.operation);
      return safe
        ? []
        : [{ severity: 'warning', step: name, message: `${step.operation} changes something over there.` }];
    } catch (fault) {
      if (fault instanceof DomainError) return [error(name, fault.message)];
      throw fault;
    }
  }
}

function unknownNeeds({ steps }: DiagnosisDocument, name: string): DiagnosisProblem[] {
  const unknown = steps[name]!.needs.filter((need) => !Object.hasOwn(steps, need));
  return unknown.map((need) => error(name, `It needs ${need}, which is no step.`));
}

function faultOf(step: string | null, compile: () => unknown): DiagnosisProblem[] {
  try {
    compile();
    return [];
  } catch (fault) {
    if (fault instanceof TemplateFault || fault instanceof SchemaFault) return [error(step, fault.message)];
    throw fault;
  }
}

function error(step: string | null, message: string): DiagnosisProblem {
  return { severity: 'error', step, message };
}
