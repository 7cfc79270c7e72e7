// The README's section "Add a relay" as a newcomer follows it, and what must have come of it. ReadmeJourney runs this.

import assert from 'node:assert/strict';
import { walk } from './relay-walk.mjs';

const steps = await walk(console.log);

const output = part => steps.find(step => step.command.includes(part)).output;
assert.match(output('writeback-relay enrol'), /Its fingerprint:/);
assert.match(output('--press "Confirm"'), /is trusted/);
assert.match(output('writeback-relay check'), /problem 0/);
assert.match(output('script/chat relays'), /Connected/);
assert.match(output('script/chat check'), /0 · Prerequisites  Done/);
assert.match(output('--press "Approve"'), /Approved by/);
assert.match(output('writeback-relay carry-out'), /Done:/);
assert.doesNotMatch(steps.at(-1).output, /wins and says 1 day/);
