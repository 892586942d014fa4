import { glob } from 'node:fs/promises';

/** What is below the folder and fits the pattern, sorted, as paths from the folder. */
export async function filesBelow(folder: string, pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) found.push(file);
  return found.sort();
}
