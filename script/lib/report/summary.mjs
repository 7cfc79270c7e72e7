// summary.mjs OUT BUILD: counts what script/test ran, from Surefire's reports and node's TAP, and prints the table.
// Exit status 0 only when the build passed, nothing failed, no kind is empty and, with CI=true, nothing was skipped.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWhole, kindOf, readSurefire, readTap, rowsApart } from './reports.mjs';

const KINDS = ['unit', 'contract', 'journeys', 'browser', 'scripts'];
const MODULES = ['cards', 'manifest', 'relay/protocol', 'relay/agent', 'bot', 'lab', 'contracts', 'journeys'];

const [out, build] = process.argv.slice(2);
const results = [...surefire(), ...tap('scripts', 'scripts'), ...tap('cards', 'contract'), ...tap('browser', 'browser')];
const count = (kind, outcome) => results
  .filter(result => (kind === undefined || result.kind === kind) && result.outcome === outcome).length;

for (const failed of results.filter(result => result.outcome === 'failed')) {
  console.log(`FAILED  ${failed.name}\n        ${failed.why}`);
}
console.log('\n             passed   failed  skipped');
for (const kind of KINDS) {
  const cells = ['passed', 'failed', 'skipped'].map(outcome => String(count(kind, outcome)).padStart(9));
  console.log(kind.padEnd(10) + cells.join(''));
}

const apart = join('contracts', 'target', 'rows-apart.tsv');
const unjudged = existsSync(apart) ? rowsApart(readFileSync(apart, 'utf8')) : [];
if (unjudged.length > 0) {
  console.log('\nBy the documented rule alone, because the server cannot judge (among the passed ones):');
  for (const line of unjudged) console.log(`  ${line}`);
}

const reasons = skipped();
if (reasons.length > 0) console.log(`\nNot run:\n${reasons.map(reason => `  ${reason}`).join('\n')}`);
if (build !== '0') console.log('\nThe build failed: .run/test/maven.log');

const empty = KINDS.filter(kind => !results.some(result => result.kind === kind));
for (const kind of empty) console.log(`\nFAILED  not one test of kind ${kind} was found`);

const strict = process.env.CI === 'true';
const failed = count(undefined, 'failed') + (build === '0' ? 0 : 1) + empty.length + (strict ? reasons.length : 0);
if (strict && reasons.length > 0) console.log('\nCI=true: what was not run counts as failed.');
console.log(`\n${count(undefined, 'passed')} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function surefire() {
  return MODULES.flatMap(module => {
    const folder = join(module, 'target/surefire-reports');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).filter(name => /^TEST-.*\.xml$/.test(name))
      .flatMap(name => readSurefire(readFileSync(join(folder, name), 'utf8')))
      .map(test => ({ ...test, kind: kindOf(module, test.suite) }));
  });
}

function endedBadly(name) {
  return readFileSync(join(out, 'ended-badly'), 'utf8').split('\n').includes(name);
}

function tap(name, kind) {
  const path = join(out, `${name}.tap`);
  if (!existsSync(path)) return [];
  const report = readFileSync(path, 'utf8');
  const tests = readTap(report).map(test => ({ ...test, kind }));
  const told = tests.some(test => test.outcome === 'failed');
  if (told || (isWhole(report) && !endedBadly(name))) return tests;
  const why = 'node failed, though none of its tests did (.run/test/node.log)';
  return [...tests, { suite: '', name, kind, outcome: 'failed', why }];
}

/** One line for each reason, with how many tests it kept from running. */
function skipped() {
  const missing = readFileSync(join(out, 'missing'), 'utf8').split('\n').filter(Boolean)
    .map(line => line.split('\t').join(': '));
  const byReason = new Map();
  for (const test of results.filter(result => result.outcome === 'skipped')) {
    const reason = `${test.kind}: ${test.why || test.name}`;
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  }
  return [...missing, ...[...byReason].map(([reason, tests]) => `${reason} (${tests})`)];
}
