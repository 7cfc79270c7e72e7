// The cmdlets that the lab answers.
'use strict';
const http = require('http');
const { Failure, fail, isDate, list, text } = require('./values');

const PAGE = 'http://127.0.0.1:0';
const GIVE_UP_MILLIS = 10 * 60 * 1000;
const LAB_CMDLETS = ['Get-ADSyncScheduler', 'Get-ADSyncGlobalSettings', 'Get-ADSyncGlobalSettingsParameter', 'Get-ADSyncConnector', 'Get-ADSyncAADPasswordResetConfiguration', 'Get-ADSyncADConnectorAccount', 'Get-ADSyncConnectorRunStatus', 'Get-Service', 'Get-WinEvent'];
const COMMON = ['erroraction', 'ea', 'warningaction', 'verbose'];

async function fromLab(script, name, named, positional) {
  const query = new URLSearchParams();
  const put = (key, value) => query.set(key.toLowerCase(), list(value).map((one) => (isDate(one) ? one.$dateTime : text(one))).join(','));
  for (const [key, value] of named) {
    if (key === 'filterhashtable') Object.entries(value).forEach(([one, wanted]) => put(one, wanted));
    else if (!COMMON.includes(key)) put(key, value);
  }
  if (positional.length) put(/^get-adsyncaad/i.test(name) ? 'connector' : 'name', positional[0]);
  const answer = await ask(`/sync-server/cmdlets/${encodeURIComponent(name)}?${query}`);
  if (answer.error === undefined) return answer.objects;
  const action = text(named.get('erroraction') || named.get('ea') || script.variables.get('erroractionpreference'));
  const shown = `${answer.error}\n    + CategoryInfo          : NotSpecified: (:) [${name}], Exception\n    + FullyQualifiedErrorId : ${answer.errorId}\n`;
  if (answer.terminating || /^stop$/i.test(action)) fail(shown);
  if (!/^(silentlycontinue|ignore)$/i.test(action)) process.stderr.write(`${shown}\n`);
  return [];
}

async function ask(path) {
  const answer = await get(path);
  if (answer.mode === 'fails') fail('The ADSync module could not be loaded because no valid module file was found in any module directory.');
  if (answer.mode === 'garbage') {
    process.stdout.write('WARNING: the console host said something {"Enabled": tru\u0000\n');
    process.exit(0);
  }
  if (answer.mode === 'hangs') await hang();
  return answer;
}

/** Stands still as long as the lab is there, and never longer than ten minutes. */
async function hang() {
  const end = Date.now() + GIVE_UP_MILLIS;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await get('/sync-server/cmdlets/Get-Service?name=ADSync');
  }
  process.exit(1);
}

function get(path) {
  return new Promise((resolve, reject) => {
    const request = http.get(PAGE + path, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (body += part));
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Failure(`The sync server answered ${response.statusCode}.`));
        return resolve(JSON.parse(body));
      });
    });
    request.on('error', () => reject(new Failure('There is no sync server: the lab does not answer.')));
  });
}

module.exports = { COMMON, LAB_CMDLETS, fromLab };
