import type { DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { TemplateFault, type Template } from '#libs/integration/template';
import type { Variables } from '#libs/process-engine/expression/evaluate';
import type { Moment } from '#libs/process-engine/expression/moment';
import type { Json } from '#libs/process-engine/model/expression';
import type { CompiledDiagnosis } from '../document/compiled-diagnosis.js';

export type Verdict = Omit<DiagnosisVerdict, 'runId' | 'steps'>;

/** All rules that hold are findings, and the first of them says what it is. What cannot be said does not hold. */
export function verdictOf({ rules, document }: CompiledDiagnosis, variables: Variables, moment: Moment): Verdict {
  const said = (template: Template): Json => {
    try {
      return template(variables, moment);
    } catch (error) {
      if (error instanceof TemplateFault) return null;
      throw error;
    }
  };
  const holding = rules.filter(({ when }) => said(when) === true);
  const { verdict, severity, action } = holding[0]?.rule ?? document.otherwise;
  const findings = holding.map(({ rule, finding }) => {
    const text = said(finding);
    return { rule: rule.name, severity: rule.severity, text: typeof text === 'string' ? text : JSON.stringify(text) };
  });
  return { verdict, severity, findings, action };
}
