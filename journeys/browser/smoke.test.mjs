// The least a newcomer does: opens the test client, types help, sees the bot's card.

import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { Client, openBrowser, whyNoBrowser } from './client.mjs';
import { Organisation, PROJECT } from './organisation.mjs';

const skip = whyNoBrowser();
let organisation;
let browser;

before(async () => {
  if (skip) return;
  organisation = await Organisation.start();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await organisation?.stop();
});

test('help typed into the test client is answered with a card', { skip, timeout: 300_000 }, async () => {
  const requester = await Client.open(browser, organisation.client('requester'));
  await requester.say('help');
  try {
    await requester.sees('enable');
  } finally {
    await requester.screenshot(join(PROJECT, '.run/test/screenshots/help.png'));
  }
});
