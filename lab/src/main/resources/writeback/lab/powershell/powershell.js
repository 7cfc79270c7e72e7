#!/usr/bin/env node
// Stands in for Windows PowerShell 5.1 on the practice organisation's sync server. It runs the script it is handed,
// statement by statement, as far as it understands the language: assignments, pipelines of known cmdlets, and the
// expressions below. Cmdlets are answered by the lab; what it does not understand is an error, as in PowerShell.
'use strict';
const fs = require('fs');
const { Script } = require('./powershell.d/script');
const { Failure, fail } = require('./powershell.d/values');

function commandLine(args) {
  const given = new Map();
  let file = null;
  for (let i = 0; i < args.length; i++) {
    const option = args[i].toLowerCase();
    if (file === null && option === '-file') file = args[++i];
    else if (file === null && ['-noprofile', '-noninteractive', '-nologo'].includes(option)) continue;
    else if (file === null && ['-executionpolicy', '-outputformat', '-inputformat'].includes(option)) i++;
    else if (file === null) fail(`The stand-in takes -NoProfile, -NonInteractive and -File; not ${args[i]}.`);
    else if (/^-[A-Za-z]/.test(args[i])) {
      const value = i + 1 < args.length && !/^-[A-Za-z]/.test(args[i + 1]) ? args[++i] : true;
      given.set(args[i - (value === true ? 0 : 1)].slice(1), value);
    } else fail(`A positional parameter cannot be found that accepts argument '${args[i]}'.`);
  }
  if (!file) fail('The stand-in needs -File.');
  if (!fs.existsSync(file)) fail(`The argument '${file}' to the -File parameter does not exist.`);
  return { file, given };
}

async function main() {
  const { file, given } = commandLine(process.argv.slice(2));
  await new Script(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '')).run(given);
}

main().then(
  () => {
    process.exitCode = 0;
  },
  (error) => {
    process.stderr.write(`${error instanceof Failure ? error.message : error.stack}\n`);
    process.exitCode = 1;
  },
);
