// What a browser does with a sign-in link, without one: the bot's page, the organisation's list of accounts, and back.

import { readFileSync } from 'node:fs';
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { join } from 'node:path';

/** @param account as the organisation's list names it, such as `requester` */
export async function signIn(link, account, run) {
  const ca = readFileSync(join(run, 'lab/ca.pem'));
  const page = await ask('GET', link, ca);
  const cookie = page.headers['set-cookie']?.map(each => each.split(';')[0]).join('; ') ?? '';
  const sent = await ask('POST', link, ca, cookie);
  const cookies = [cookie, ...(sent.headers['set-cookie'] ?? []).map(each => each.split(';')[0])].filter(Boolean).join('; ');
  const back = await ask('GET', `${sent.headers.location}&person=${account}`, ca);
  const done = await ask('GET', back.headers.location, ca, cookies);
  if (!done.body.includes('Teams')) throw new Error(`not signed in as ${account}: ${done.status}\n${done.body}`);
}

function ask(method, address, ca, cookie) {
  const send = address.startsWith('https') ? https : http;
  return new Promise((resolve, reject) => {
    const request = send(address, { method, ca, headers: cookie ? { cookie } : {} }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => { body += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}
