import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWhole, kindOf, readSurefire, readTap, rowsApart } from './reports.mjs';

const XML = `<testsuite xmlns:xsi="x" name="writeback.a.ATest" time="1" tests="3">
  <testcase name="passes" classname="writeback.a.ATest" time="0.1"/>
  <testcase name="fails" classname="writeback.a.ATest"><failure message="expected &lt;1&gt;&#10;but" type="E">trace</failure></testcase>
  <testcase name="is not so" classname="writeback.a.ATest"><failure message="&#10;Expecting value to be true&#10;  but was false" type="E"><![CDATA[
trace]]></failure></testcase>
  <testcase name="says nothing" classname="writeback.a.ATest"><error type="E"><![CDATA[java.lang.NullPointerException
	at writeback.a.A.b(A.java:7)]]></error></testcase>
  <testcase name="waits" classname="writeback.a.ATest"><skipped message="no Samba here"/></testcase>
</testsuite>`;

test('each case of a Surefire report has its outcome and its reason', () => {
  assert.deepEqual(readSurefire(XML).map(({ name, outcome, why }) => [name, outcome, why]), [
    ['writeback.a.ATest passes', 'passed', ''],
    ['writeback.a.ATest fails', 'failed', 'expected <1> but'],
    ['writeback.a.ATest is not so', 'failed', 'Expecting value to be true but was false'],
    ['writeback.a.ATest says nothing', 'failed', 'java.lang.NullPointerException at writeback.a.A.b(A.java:7)'],
    ['writeback.a.ATest waits', 'skipped', 'no Samba here']]);
});

test('points of TAP are counted once, suites not at all', () => {
  const tap = "# Subtest: s\n    ok 1 - inner\n      ---\n      duration_ms: 1\n      ...\nok 1 - s\n  ---\n  type: 'suite'\n  ...\n"
    + "ok 2 - later # SKIP no Chromium\n  ---\n  ...\nnot ok 3 - broken\n  ---\n  error: 'boom'\n  ...\n";
  assert.deepEqual(readTap(tap).map(({ name, outcome, why }) => [name, outcome, why]), [
    ['inner', 'passed', ''], ['later', 'skipped', 'no Chromium'], ['broken', 'failed', "error: 'boom' ..."]]);
});

test('a report without its plan, or of nothing, is not whole', () => {
  assert.equal(isWhole('TAP version 13\nok 1 - a\n    1..3\n'), false);
  assert.equal(isWhole('TAP version 13\n1..0\n'), false);
  assert.equal(isWhole('TAP version 13\nok 1 - a\n1..1\n# tests 1\n'), true);
});

test('the kind of a test follows from where it is', () => {
  assert.equal(kindOf('journeys', 'writeback.journeys.EnableJourney'), 'journeys');
  assert.equal(kindOf('journeys', 'writeback.journeys.start.PartTest'), 'unit');
  assert.equal(kindOf('lab', 'writeback.lab.directory.MemoryDirectoryTest$Passwords'), 'contract');
  assert.equal(kindOf('contracts', 'writeback.contracts.DomainHeadTest'), 'contract');
  assert.equal(kindOf('bot', 'writeback.bot.chat.CommandTest'), 'unit');
});

test('rows that a server could not judge are counted by server and matter', () => {
  assert.deepEqual(rowsApart('samba\tGPO_FLAGS\ta\nsamba\tACCESS\tb\nsamba\tGPO_FLAGS\tc\n'),
    ['samba ACCESS: 1', 'samba GPO_FLAGS: 2']);
  assert.deepEqual(rowsApart(''), []);
});
