import type { AngerWeights } from '#libs/quality-rules/inspection/emotion/anger';

const WIDTH = 138;

/** The weights as the source of a module. */
export function written({ bias, weights }: AngerWeights): string {
  const entries = [...weights].map(([name, weight]) => `${name}=${weight}`).sort();
  return `/** Learnt by \`npm run train:emotion\`; not to be changed by hand. */
export const ANGER_BIAS = ${bias};

/** Of each feature its weight, \`|\` between them. */
export const ANGER_WEIGHTS = \`
${lines(entries).join('\n')}
\`;
`;
}

function lines(entries: readonly string[]): string[] {
  const all: string[] = [];
  for (const entry of entries) {
    const last = all.at(-1);
    if (last === undefined || last.length + entry.length >= WIDTH) all.push(entry);
    else all[all.length - 1] = `${last}|${entry}`;
  }
  return all;
}
