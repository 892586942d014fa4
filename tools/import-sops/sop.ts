/** As `PUT /api/v1/sops/{name}/draft` takes it, with nothing left out. */
export interface Sop {
  readonly name: string;
  readonly title: string;
  readonly content: SopContent;
}

export interface SopContent {
  readonly summary: string;
  readonly keywords: string[];
  readonly start: string;
  readonly steps: SopStep[];
}

export interface SopWay {
  readonly to: string;
  readonly when: string | null;
  readonly label: string;
}

export interface SopField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'boolean' | 'choice';
  readonly choices: string[];
  readonly required: boolean;
}

interface DoStep {
  readonly kind: 'do';
  readonly id: string;
  readonly title: string;
  readonly instruction: string;
  readonly hints: string[];
  readonly collects: SopField[];
  readonly personChooses: boolean;
  readonly ways: SopWay[];
}

export type SopStep =
  | DoStep
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly title: string;
      readonly sop: string;
      readonly ways: SopWay[];
    }
  | { readonly kind: 'end'; readonly id: string; readonly title: string; readonly outcome: 'solved' | 'unsolved' };
