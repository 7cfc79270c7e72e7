import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from './arguments.mjs';
import { cardLines, hasButtons, plainText } from './card-text.mjs';

const card = {
  type: 'AdaptiveCard',
  body: [
    { type: 'TextBlock', text: 'Step 4: **minimum** password age', weight: 'Bolder' },
    { type: 'TextBlock', text: 'hidden', isVisible: false },
    { type: 'ColumnSet', columns: [
      { type: 'Column', items: [{ type: 'TextBlock', text: 'Before' }, { type: 'TextBlock', text: '1 day' }] },
      { type: 'Column', verticalContentAlignment: 'Bottom', items: [{ type: 'TextBlock', text: '→' }] },
      { type: 'Column', items: [{ type: 'TextBlock', text: 'After' }, { type: 'TextBlock', text: '0 days' }] }] },
    { type: 'FactSet', facts: [{ title: 'GPO', value: 'Default Domain Policy' }, { title: 'On', value: 'dc1' }] },
    { type: 'Input.Text', id: 'reason', label: 'Reason', isRequired: true },
    { type: 'ProgressBar', fallback: { type: 'TextBlock', text: '3 of 6' } },
    { type: 'Badge' }],
  actions: [{ type: 'Action.Execute', title: 'Ask for approval' }, { type: 'Action.OpenUrl', title: 'Portal', url: 'https://x.test/' }],
};

test('a card reads as a person would read it', () => {
  assert.deepEqual(cardLines(card), [
    'Step 4: minimum password age',
    'Before     After',
    '1 day   →  0 days',
    'GPO  Default Domain Policy',
    'On   dc1',
    '▸ Reason*: …  --input reason=…',
    '3 of 6',
    '',
    '[Ask for approval]',
    '[Portal → https://x.test/]']);
});

test('colours are there only when asked for', () => {
  assert.ok(!cardLines(card).join('').includes('\u001b'));
  assert.ok(cardLines(card, true).join('').includes('\u001b[1m'));
});

test('Markdown loses its marks and escapes', () => {
  assert.equal(plainText('see [the page](https://x.test/a) for \\*this\\* &amp; **that**'),
    'see the page (https://x.test/a) for *this* & that');
});

test('a card without buttons is told from one with', () => {
  assert.equal(hasButtons(card), true);
  assert.equal(hasButtons({ ...card, actions: [] }), false);
});

test('the command line is read, and what is wrong with it is said', () => {
  assert.deepEqual(parse(['--as', 'approver', '--press', 'Approve', '--input', 'note=a=b']).inputs, { note: 'a=b' });
  assert.equal(parse(['rehearse', 'pilot.test']).text, 'rehearse pilot.test');
  assert.throws(() => parse([]), /say one thing/);
  assert.throws(() => parse(['--colour']), /unknown option/);
});
