// Follows the README's section "Add a relay" in the practice organisation, command by command, as it is printed there.

import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Organisation, PROJECT } from './organisation.mjs';
import { signIn } from './sign-in.mjs';

const RUN_FOLDER = '.run/server';
const RELAY_FOLDER = '.run/lyon';
const READY_MILLIS = 60_000;

/** The commands of the section's blocks, each with what stands behind its number sign. */
export function commandsOfTheReadme() {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  const section = /\n## Add a relay\n([^]*?)\n## /.exec(readme)[1];
  return [...section.matchAll(/```\n([^]*?)```/g)].flatMap(([, block]) => block.trim().split('\n')).map(line => {
    const [, command, byHand] = /^(.*?)(?:\s+# (.*))?$/.exec(line);
    return { command, byHand: byHand ?? '' };
  });
}

/** @returns what was typed and what came, in order: `{ command, byHand, output }` */
export async function walk(print = () => {}) {
  const relayFolder = mkdtempSync(join(tmpdir(), 'writeback-relay-'));
  const organisation = await Organisation.start('--no-client', '--no-relay');
  const background = [];
  try {
    const steps = [];
    for (const { command, byHand } of commandsOfTheReadme()) {
      const here = text => filledIn(text, steps).replaceAll(RUN_FOLDER, organisation.run).replaceAll(RELAY_FOLDER, relayFolder);
      const readers = text => text.replaceAll(organisation.run, RUN_FOLDER).replaceAll(relayFolder, RELAY_FOLDER);
      const output = readers(await type(here(command), byHand, organisation, relayFolder, background)).trimEnd();
      steps.push({ command: filledIn(command, steps), byHand, output });
      print(`$ ${steps.at(-1).command}\n${output}\n`);
    }
    return steps;
  } finally {
    for (const process of background) process.kill('SIGKILL');
    await organisation.stop();
    rmSync(relayFolder, { recursive: true, force: true });
  }
}

/** The words in capitals stand for what was shown before. */
function filledIn(command, steps) {
  const shown = steps.map(step => step.output).join('\n').replaceAll('\\', '');
  const [, url, code] = /writeback-relay enrol --bot (\S+) --code (\S+)/.exec(shown) ?? [];
  const change = [...shown.matchAll(/writeback-relay carry-out ([0-9a-f-]{36})/g)].at(-1)?.[1];
  return command.replace(/\bURL\b/, url ?? 'URL').replace(/\bCODE\b/, code ?? 'CODE').replace(/\bCHANGE\b/, change ?? 'CHANGE');
}

async function type(command, byHand, organisation, relayFolder, background) {
  if (byHand.includes('terminal of its own')) return await inTheBackground(command, background);
  const chat = command.startsWith('script/chat');
  // these cards have no button, and nothing more comes
  const last = /add relay|"Confirm"/.test(command) ? ' --wait=3' : '';
  const line = chat ? `${command} --run=${organisation.run}${last}` : command;
  const running = promisify(execFile)('bash', ['-c', line], { cwd: PROJECT, env: { ...process.env, NO_COLOR: '1' } });
  if (command.includes(' carry-out ')) running.child.stdin.write(await operatorsAnswers(relayFolder));
  running.child.stdin.end();
  const { stdout, stderr } = await running;
  const person = /pick (\w+)/.exec(byHand)?.[1];
  if (person) await signIn(/http\S+\/signin\/[\w-]+/.exec(stdout)[0], person === 'Riley' ? 'requester' : 'approver', organisation.run);
  return stdout + stderr;
}

/** Until it says that it is ready. */
function inTheBackground(command, background) {
  const [file, ...words] = command.split(' ');
  const relay = spawn(file, words, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  background.push(relay);
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`not ready in time:\n${said}`)), READY_MILLIS);
    const hear = chunk => {
      said += chunk;
      if (!/^relay ready/m.test(said)) return;
      clearTimeout(late);
      resolve(said);
    };
    relay.stdout.on('data', hear);
    relay.stderr.on('data', hear);
    relay.once('exit', code => reject(new Error(`the relay ended with ${code}:\n${said}`)));
  });
}

/** Name and password of the changing account, and the yes. */
async function operatorsAnswers(relayFolder) {
  const settings = readFileSync(join(relayFolder, 'relay.yaml'), 'utf8');
  const [, name, file] = /changing:\s+name: (.+)\s+password-file: (.+)/.exec(settings);
  return `${name}\n${readFileSync(file, 'utf8').trim()}\nyes\n`;
}
