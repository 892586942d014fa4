import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { accuracy, calibrationError, foldsOf, macroF1, type Judged } from '#libs/recommendation/cross-validation';
import { LikeTexts } from '#libs/recommendation/like-texts';
import { TextModel, trained, type Example } from '#libs/recommendation/text-model';
import type { Bench } from './runner.js';
import { atLeast } from './target.js';

const FOLDER = join('..', 'shared', 'data', 'retail');
const FOLDS = 5;

const Requests = z.array(z.object({ request: z.string(), actions: z.array(z.object({ name: z.string() })) }));

/** The ticket types that the house's processes are for. */
const TICKET_TYPE: Readonly<Record<string, string>> = {
  cancel_pending_order: 'cancel-order',
  return_delivered_order_items: 'return-order',
  exchange_delivered_order_items: 'exchange-order',
};

type Learner = (examples: readonly Example[]) => (text: string) => { label: string; confidence: number };

/** How well ticket type and solution are told from the words of a request, against two ways that learn nothing. */
export const bench: Bench = (args) => {
  const path = join(args.find((each) => !each.startsWith('--')) ?? FOLDER, 'requests.json');
  if (!existsSync(path)) throw new Error(`${resolve(path)} is not there; name a folder like shared/data/retail`);
  const requests = Requests.parse(JSON.parse(readFileSync(path, 'utf8'))).filter(({ actions }) => actions.length > 0);
  const folds = args.includes('--smoke') ? 2 : FOLDS;
  const labelled = (labelOf: (names: string[]) => string) =>
    requests.map(({ request, actions }) => ({ text: request, label: labelOf(actions.map(({ name }) => name)) }));
  const tasks = {
    ticketType: labelled(([first]) => TICKET_TYPE[first!] ?? 'modify-order'),
    firstAction: labelled(([first]) => first!),
    solution: labelled((names) => [...new Set(names)].sort().join(' + ')),
  };
  const results = Object.fromEntries(
    Object.entries(tasks).map(([task, examples]) => [task, compared(examples, folds)]),
  );
  const { model, nearest, majority } = results.ticketType!;
  for (const [task, each] of Object.entries(results))
    console.log(
      `  ${task}: macro-F1 ${each.model.macroF1}, nearest ${each.nearest.macroF1}, majority ${each.majority.macroF1}`,
    );
  return Promise.resolve({
    results: { requests: requests.length, folds, ...results },
    targets: [
      atLeast('macro-F1 of the ticket type, above the nearest neighbour', round(model.macroF1 - nearest.macroF1), 0),
      atLeast('macro-F1 of the ticket type, above the majority', round(model.macroF1 - majority.macroF1), 0.5),
      atLeast('macro-F1 of the solution, above the nearest neighbour', gain(results.solution!), 0),
    ],
  });
};

function compared(examples: readonly Example[], folds: number) {
  const begun = performance.now();
  const model = measured(examples, folds, learntModel);
  const trainingMs = Math.round((performance.now() - begun) / folds);
  const labels = new Set(examples.map(({ label }) => label)).size;
  return {
    labels,
    model,
    nearest: measured(examples, folds, nearestNeighbour),
    majority: measured(examples, folds, theMajority),
    trainingMs,
  };
}

function measured(examples: readonly Example[], folds: number, learner: Learner) {
  const judged = foldsOf(examples, folds).flatMap(({ learnt, asked }): Judged[] => {
    const say = learner(learnt);
    return asked.map(({ text, label: truth }) => {
      const { label: said, confidence } = say(text);
      return { truth, said, confidence };
    });
  });
  return {
    macroF1: round(macroF1(judged)),
    accuracy: round(accuracy(judged)),
    calibrationError: round(calibrationError(judged)),
  };
}

function learntModel(examples: readonly Example[]) {
  const model = new TextModel(trained(examples));
  return (text: string) => model.rank(text)[0]!;
}

function nearestNeighbour(examples: readonly Example[]) {
  const like = new LikeTexts(examples.map(({ text, label: id }) => ({ id, text })));
  return (text: string) => {
    const [first] = like.nearest(text, 1);
    return { label: first?.id ?? '', confidence: first?.likeness ?? 0 };
  };
}

function theMajority(examples: readonly Example[]) {
  const counts = [...Map.groupBy(examples, ({ label }) => label)].sort(([, a], [, b]) => b.length - a.length);
  const [label, most] = counts[0]!;
  return () => ({ label, confidence: most.length / examples.length });
}

function gain({ model, nearest }: ReturnType<typeof compared>): number {
  return round(model.macroF1 - nearest.macroF1);
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
