/** What is asked of an agent's skills. Levels are whole numbers from 1 (knows it) to 5 (teaches it). */
export type Expression = SkillAtLeast | AllOf | AnyOf;

export interface SkillAtLeast {
  readonly skill: string;
  readonly atLeast: number;
}

export interface AllOf {
  readonly all: readonly Expression[];
}

export interface AnyOf {
  readonly any: readonly Expression[];
}
