// script/transcript: follows the walk-through that script/server prints, or the README's section on relays, command by
// command, and writes what came.

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBrowser } from './client.mjs';
import { Organisation, PROJECT } from './organisation.mjs';
import { pickAccount, register, saveSwitches } from './pages.mjs';
import { walk } from './relay-walk.mjs';

const FILE = join(PROJECT, 'docs/transcript.md');
const PEOPLE = { requester: 'Riley Requester', approver: 'Avery Approver' };

const HEAD = `# The whole way, in a terminal

Written by \`script/transcript\`: the walk-through that \`script/server\` prints, followed command by command against the
practice organisation. Cards are printed as text; what stands behind “By hand” was clicked in a browser. The overview is left out where a button leads back to it.
`;

const RELAY_FILE = join(PROJECT, 'docs/relay-transcript.md');

const RELAY_HEAD = `# A relay, from its code to a change that is carried out at its console

Written by \`script/transcript relay\`: the commands of the README's section “Add a relay”, followed one by one in the
practice organisation. Cards are printed as text; what was typed at the relay's console is not shown.
`;

let organisation;
let browser;
let context;
if (process.argv[2] === 'relay') await writeRelay();
else await writeWhole();

async function writeRelay() {
  const steps = await walk(console.log);
  const sections = steps.map(({ command, byHand, output }) =>
    ['```', `$ ${command}${byHand && `   # ${byHand}`}`, ...output ? [output] : [], '```', ''].join('\n'));
  writeFileSync(RELAY_FILE, `${RELAY_HEAD}\n${sections.join('\n')}`);
  console.log(RELAY_FILE);
}

async function writeWhole() {
  organisation = await Organisation.start('--no-client');
  browser = await openBrowser();
  context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const sections = [];
    for (const step of steps(organisation.welcome)) sections.push(await follow(step));
    writeFileSync(FILE, `${HEAD}\n${sections.join('\n')}`);
    console.log(FILE);
  } finally {
    await browser.close();
    await organisation.stop();
  }
}

/** The walk-through's commands, each with what it says to do beside it. */
function steps(printed) {
  const found = [];
  for (const line of printed.split('\n')) {
    const command = /^\s+(script\/chat .*?)(?:\s{2,}(.*))?$/.exec(line);
    const more = /^\s{4,}(\S.*)$/.exec(line);
    // whoever reads it starts in the usual run folder, which goes without saying
    if (command) found.push({ command: command[1].replace(/ --run=\S+/, ''), byHand: command[2] ?? '' });
    else if (more && found.length > 0) found.at(-1).byHand += ` ${more[1]}`;
  }
  if (found.length === 0) throw new Error(`no walk-through in:\n${printed}`);
  return found.map(step => ({ ...step, byHand: step.byHand.trim().replace(/\s+/g, ' ') }));
}

async function follow({ command, byHand }) {
  const words = [...command.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));
  const { stdout } = await promisify(execFile)(join(PROJECT, words[0]), [...words.slice(1), `--run=${organisation.run}`],
    { env: { ...process.env, NO_COLOR: '1' } });
  process.stdout.write(`$ ${command}\n${stdout}\n`);
  const link = /^opens (\S+)/m.exec(stdout)?.[1];
  if (byHand) await doByHand(byHand, link);
  // seen before, and long: left out as a whole
  const again = command.includes('Back to the overview');
  const shown = again ? '(the overview)' : stdout.trimEnd().replace(/(opens \S{70})\S+/, '$1…');
  return `\`\`\`\n$ ${command}\n${shown}\n\`\`\`\n${byHand ? `\n*By hand: ${byHand}*\n` : ''}`;
}

async function doByHand(what, link) {
  const page = await context.newPage();
  const address = link ?? /http\S+/.exec(what)[0];
  await page.goto(address);
  const person = Object.values(PEOPLE).find(name => what.includes(name));
  if (person) await pickAccount(page, person);
  else if (what.includes('Password writeback')) await saveSwitches(page, ['Password writeback'], 'Configure');
  else if (what.includes('both options')) {
    await saveSwitches(page, ['Enable password write back for synced users',
      'Allow users to unlock accounts without resetting their password'], 'Save');
  } else if (what.includes('Selected')) {
    await saveSwitches(page, ['Selected'], 'Save');
    await register(page, 1);
  } else throw new Error(`nobody knows how to do this by hand: ${what}`);
  await page.close();
}
