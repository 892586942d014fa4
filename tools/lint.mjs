// Runs every lint:* script side by side; each prints in one piece when it is done, and the failed ones are named at the end.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const checks = Object.entries(scripts).filter(([name]) => name.startsWith('lint:'));

const outcomes = await Promise.all(checks.map(([name, command]) => check(name, command)));
const failed = outcomes.filter(({ ok }) => !ok).map(({ name }) => name);
console.log(failed.length === 0 ? 'lint: all clean' : `lint: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function check(name, command) {
  const start = performance.now();
  const child = spawn(command, { shell: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✔' : '✘'} ${name} (${command}), ${seconds} s`);
      if (code !== 0) console.log(output.trim());
      resolve({ name, ok: code === 0 });
    });
  });
}
