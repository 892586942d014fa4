export interface Judged {
  readonly truth: string;
  readonly said: string;
  readonly confidence: number;
}

interface Fold<T> {
  readonly learnt: T[];
  readonly asked: T[];
}

/** Each item is asked once; those of a label are spread over the folds in their order. */
export function foldsOf<T extends { readonly label: string }>(items: readonly T[], folds: number): Fold<T>[] {
  const met = new Map<string, number>();
  let next = 0;
  const foldOf = items.map(({ label }) => {
    const fold = met.get(label) ?? next++;
    met.set(label, fold + 1);
    return fold % folds;
  });
  return Array.from({ length: folds }, (_, fold) => ({
    learnt: items.filter((_item, place) => foldOf[place] !== fold),
    asked: items.filter((_item, place) => foldOf[place] === fold),
  }));
}

/** The mean over the labels that there are of 2PR / (P + R); 0 for one that is never right. */
export function macroF1(judged: readonly Judged[]): number {
  const labels = [...new Set(judged.map(({ truth }) => truth))];
  const scores = labels.map((label) => {
    const right = judged.filter(({ truth, said }) => truth === label && said === label).length;
    const wrong = judged.filter(({ truth, said }) => (truth === label) !== (said === label)).length;
    return (2 * right) / (2 * right + wrong);
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

export function accuracy(judged: readonly Judged[]): number {
  return judged.filter(({ truth, said }) => truth === said).length / Math.max(1, judged.length);
}

/** Expected calibration error over ten bins: how far confidence and being right are apart, 0 to 1. */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Map.groupBy(judged, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)));
  const gaps = [...bins.values()].map((bin) => {
    const confidence = bin.reduce((sum, each) => sum + each.confidence, 0);
    return Math.abs(confidence - accuracy(bin) * bin.length);
  });
  return gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, judged.length);
}
