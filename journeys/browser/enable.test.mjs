// The main job by clicking: two people in their Teams, their browser, the portal and the wizard; nothing else is touched.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { Client, openBrowser, whyNoBrowser } from './client.mjs';
import { Organisation, PROJECT } from './organisation.mjs';
import { pickAccount, register, saveSwitches } from './pages.mjs';

const skip = whyNoBrowser();
const options = { skip, timeout: 300_000 };
let organisation;
let browser;
let requester;
let approver;
let failed = false;

before(async () => {
  if (skip) return;
  [organisation, browser] = await Promise.all([Organisation.start(), openBrowser()]);
  [requester, approver] = await Promise.all(['requester', 'approver'].map(
    person => Client.open(browser, organisation.client(person))));
});

after(async () => {
  await browser?.close();
  await organisation?.stop();
});

/** A stage goes on where the one before ended, so none runs after a failure. Its end is photographed. */
function stage(name, photograph, steps) {
  test(name, options, async context => {
    if (failed) return context.skip('an earlier stage failed');
    try {
      await steps();
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      await requester.screenshot(shot(`${photograph}-requester`));
      await approver.screenshot(shot(`${photograph}-approver`));
    }
  });
}

const shot = name => join(PROJECT, `.run/test/screenshots/enable-${name}.png`);

stage('enable shows what there is to do', '1-start', async () => {
  await requester.say('enable');
  await requester.sees('Next: sign in');
  await requester.sees('Password writeback is off in Entra Connect');
});

stage('both sign in in the browser, and the overview updates itself', '2-signed-in', async () => {
  await requester.press('Next: sign in');
  await signIn(requester, 'Riley Requester', 'light');
  await requester.sees('Next: step 1');
  await approver.say('sign in');
  await signIn(approver, 'Avery Approver', 'dark');
});

stage('step 1 is ticked in the wizard and read back', '3-step-1', async () => {
  await requester.press('Next: step 1');
  await requester.sees('How to do it by hand');
  await requester.screenshot(shot('3-step-1-guide'));
  const wizard = await requester.follow('Open Entra Connect');
  await saveSwitches(wizard, ['Password writeback'], 'Configure', shot('3-wizard'));
  await wizard.close();
  await requester.press('I have done it');
  await requester.sees('Password writeback is on in Entra Connect');
});

stage('step 3a is switched on where its deep link leads', '4-step-3a', async () => {
  await requester.press('Back to the overview');
  await requester.press('Next: step 3a');
  const portal = await requester.follow('Open On-premises integration');
  await saveSwitches(portal, ['Enable password write back for synced users',
    'Allow users to unlock accounts without resetting their password'], 'Save', shot('4-portal'));
  await portal.close();
  await requester.press('I have done it');
  await requester.sees('the audit log shows that writeback was enabled');
});

stage('step 3b is set to a pilot group where its deep link leads', '5-step-3b', async () => {
  await requester.press('Back to the overview');
  await requester.press('Next: step 3b');
  const portal = await requester.follow('Open Password reset');
  await saveSwitches(portal, ['Selected'], 'Save', shot('5-portal'));
  await register(portal, 1);
  await portal.close();
  await requester.press('I have done it');
  await requester.sees('Self-service password reset is on for');
});

stage('step 4 is planned with a reason and the consent to what it costs', '6-plan', async () => {
  await requester.press('Back to the overview');
  await requester.press('Next: step 4');
  await requester.press('Plan this change');
  await requester.sees('Security baselines ask for 1 day');
  await requester.screenshot(shot('6-plan-open'));
  await requester.tick(/I accept 0 days/);
  await requester.fill(/^Reason/, 'Pilot starts on Monday.');
  await requester.press('Ask for approval');
  await requester.sees('Awaiting approval');
});

stage('the other person approves, and the domain is seen to say 0 days', '7-approved', async () => {
  const request = await approver.sees('Approval needed');
  assert.match(await request.innerText(), /Riley Requester[^]*Pilot starts on Monday\.[^]*1 day[^]*0 days/);
  await approver.screenshot(shot('7-approval'));
  assert.equal(await requester.buttons('Approve'), 0, 'the requester is offered to approve');
  await approver.press('Approve');
  await requester.sees('State: Done');
  assert.equal(await approver.buttons('Approve'), 0, 'what is decided can still be approved');
});

stage('a rehearsal proves the policy and the channel', '8-proven', async () => {
  await requester.say('enable');
  await requester.press('Next: step 5');
  await requester.press('Rehearse on a test account');
  await requester.press('Make the plan');
  await requester.fill(/^Reason/, 'Does it work?');
  await requester.press('Ask for approval');
  await approver.press('Approve');
  await requester.sees(/Proven on[^]*State: Done|State: Done[^]*Proven on/);
  await requester.say('enable');
  await requester.sees(/Policy · Proven[^]*Channel · Proven/);
  assert.equal(await requester.buttons('Approve'), 0, 'the requester is offered to approve');
});

stage('activer answers in French', '9-french', async () => {
  await requester.say('langue fr');
  await requester.sees('Je parle français');
  await requester.say('activer');
  await requester.sees(/Réécriture du mot de passe[^]*Ce qui est prouvé/);
  await requester.press('Suivant : étape 5');
  await requester.sees('Comment le faire à la main');
  await requester.screenshot(shot('9-french-step'));
  await requester.say('tester pilot.test');
  await requester.sees('Une autre personne doit approuver exactement ce plan');
});

/** One of the two signs in in the dark on a telephone's width, for the pictures. */
async function signIn(client, name, colorScheme) {
  const page = await client.follow('Sign in', colorScheme);
  const window = { width: colorScheme === 'dark' ? 400 : 1000, height: 700 };
  await pickAccount(page, name, {
    window, before: shot(`2-link-${colorScheme}`), list: shot(`2-list-${colorScheme}`), after: shot(`2-back-${colorScheme}`),
  });
  await client.gone('Sign in');
}
