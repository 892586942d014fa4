import type { EvaluatedSubject } from '#libs/contracts/quality-events';

/** What a machine says of an item, and the findings it rests on. */
export interface MachineAnswer {
  readonly itemKey: string;
  readonly answer: 'yes' | 'no' | 'n/a';
  readonly findings: readonly string[];
}

/** What automatic inspection says of a subject; it stands beside an inspector's answers and never counts for them. */
export abstract class MachineAnswers {
  abstract of(subject: EvaluatedSubject): Promise<readonly MachineAnswer[]>;
}

/** Nothing inspects automatically. */
export class NoMachineAnswers extends MachineAnswers {
  of(): Promise<readonly MachineAnswer[]> {
    return Promise.resolve([]);
  }
}
