// Every check of the house, each named in the output; the ones that failed are named again at the end.
import { spawn } from 'node:child_process';

const CHECKS = {
  'types (tsc)': 'tsc --noEmit',
  'code (eslint)': 'eslint --max-warnings=0 .',
  'format (prettier)': 'prettier --check --log-level=warn .',
  'walls (dependency-cruiser)': 'depcruise services libs tools bench',
  'unused code (knip)': 'knip',
};

const outcomes = await Promise.all(Object.entries(CHECKS).map(([name, command]) => check(name, command)));
const failed = outcomes.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(failed.length === 0 ? 'lint: all clean' : `lint: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** They run side by side, so each prints its output in one piece when it is done. */
function check(name, command) {
  const start = performance.now();
  const child = spawn(command, { shell: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✔' : '✘'} ${name}, ${seconds} s`);
      if (code !== 0) console.log(output.trim());
      resolve({ name, ok: code === 0 });
    });
  });
}
