// Every rendered sample must be a card that Microsoft's own library reads without a complaint.
import assert from "node:assert/strict";
import { test } from "node:test";
import AC from "adaptivecards/dist/adaptivecards.js";
import { samples } from "./cards.mjs";

const cards = samples();

// The library matches "lang" with a global regular expression that remembers where it stopped, and so refuses every
// second card. The tag itself is checked below.
const ownFault = /for property "lang"/;

function complaints(json) {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const found = [...Array(context.eventCount).keys()].map((i) => context.getEventAt(i).message);
  card.validateProperties().validationEvents.forEach((event) => found.push(event.message));
  return { card, found: found.filter((message) => !ownFault.test(message)) };
}

/** The library drops what it does not know without a word: count what went in and what came out. */
function types(node, into = []) {
  if (Array.isArray(node)) node.forEach((child) => types(child, into));
  else if (node && typeof node === "object") {
    if (node.type) into.push(node.type);
    Object.entries(node).forEach(([key, child]) => key !== "data" && key !== "fallback" && types(child, into));
  }
  return into.sort();
}

/** Teams draws its charts; everywhere else, this library included, the fallback stands in for them. */
function elsewhere(node) {
  if (Array.isArray(node)) return node.map(elsewhere);
  if (!node || typeof node !== "object") return node;
  if (typeof node.type === "string" && node.type.startsWith("Chart.")) {
    assert.equal(typeof node.fallback, "object", `${node.type} has no fallback`);
    return elsewhere(node.fallback);
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, key === "data" ? child : elsewhere(child)]));
}

test("there are samples in both languages", () => {
  assert.ok(cards.length >= 40);
  assert.equal(cards.filter(({ name }) => name.endsWith(".fr")).length, cards.length / 2);
});

for (const { name, card: whole } of cards) {
  test(`${name} is read without a complaint`, () => {
    const json = elsewhere(whole);
    const { card, found } = complaints(json);
    assert.deepEqual(found, []);
    assert.match(json.lang, /^[a-z]{2,3}$/);
    assert.deepEqual(types(card.toJSON()), types(json));
  });
}

test("an unknown element is a complaint", () => {
  const { found } = complaints({ type: "AdaptiveCard", version: "1.5", body: [{ type: "Sparkle" }] });
  assert.notDeepEqual(found, []);
});

test("an input without an id is a complaint", () => {
  const { found } = complaints({ type: "AdaptiveCard", version: "1.5", body: [{ type: "Input.Text" }] });
  assert.notDeepEqual(found, []);
});
