// Runs in front of every npm script, on whatever Node the machine has: installs when the lock file is newer than what is
// installed, compiles what is newer than its output, removes output whose source is gone. Silent when nothing is to do.
import { execFileSync, execSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOTS = ['services', 'libs', 'tools', 'bench'];
const SOURCE = /(?<!\.d|\.spec|-spec|\.contract)\.ts$/;
/** What services read at run time, beside their sources. */
const DATA = /\/(processes|forms|close-flows|views)\/[^/]+\.(bpmn|dmn|json)$/;
const CODE_AND_MAP = /\.js(\.map)?$/;

try {
  install();
  build();
  copyData();
} catch (error) {
  console.error(`bootstrap: ${error.message.split('\n', 1)[0].slice(0, 200)}`);
  process.exitCode = 1;
}

function install() {
  // npm writes this file last, so an interrupted install is repeated.
  if (modifiedAt('node_modules/.package-lock.json') > modifiedAt('package-lock.json')) return;
  console.log('bootstrap: installing dependencies …');
  const done = stopwatch();
  // Not `npm ci`: npm 11 refuses a lock file that lists only one platform's optional binaries.
  execSync('npm install --no-audit --no-fund --loglevel=error', { stdio: 'inherit' });
  console.log(`bootstrap: installed dependencies in ${done()}`);
}

function build() {
  const sources = ROOTS.flatMap((root) => filesIn(root, SOURCE));
  removeStale(new Set(sources.map(outputOf)));
  const configured = modifiedAt('.swcrc');
  const outdated = sources.filter((source) => modifiedAt(outputOf(source)) < Math.max(modifiedAt(source), configured));
  if (outdated.length === 0) return;
  const done = stopwatch();
  execFileSync('node', ['node_modules/@swc/cli/bin/swc.js', '--quiet', '--out-dir', 'dist', ...outdated], {
    stdio: 'inherit',
  });
  console.log(`bootstrap: compiled ${outdated.length} files in ${done()}`);
}

function copyData() {
  const data = filesIn('services', DATA);
  for (const file of filesIn('dist/services', DATA)) if (!existsSync(file.replace(/^dist./, ''))) rmSync(file);
  for (const file of data.filter((each) => modifiedAt(join('dist', each)) < modifiedAt(each))) {
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    copyFileSync(file, join('dist', file));
  }
}

function removeStale(outputs) {
  const stale = ROOTS.flatMap((root) => filesIn(join('dist', root), CODE_AND_MAP)).filter(
    (file) => !outputs.has(file.replace(/\.map$/, '')),
  );
  for (const file of stale) rmSync(file);
  if (stale.length > 0) console.log(`bootstrap: removed ${stale.length} files from dist whose source is gone`);
}

function filesIn(folder, pattern) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}

function outputOf(source) {
  return join('dist', source.replace(/\.ts$/, '.js'));
}

/** Milliseconds since 1970; 0 for a file that does not exist. */
function modifiedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function stopwatch() {
  const start = performance.now();
  return () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
