// script/chat: one thing said or pressed, then everything the bot sends until the conversation is quiet.

import { parse, USAGE, UsageError } from './arguments.mjs';
import { cardLines, hasButtons } from './card-text.mjs';
import { ChannelError, channelOf, Person } from './channel.mjs';

const CARD = 'application/vnd.microsoft.card.adaptive';
// A card with buttons waits for the person; one without is often still being worked at and will be updated.
const QUIET_SECONDS = 2.5;
const AT_WORK_SECONDS = 22;

const colours = process.stdout.isTTY && !process.env.NO_COLOR;

async function main(words) {
  const asked = parse(words);
  const person = new Person(channelOf(asked.run), asked.as);
  const before = await person.activities(0, 0);
  const outcome = asked.install ? await person.install(asked.locale)
    : asked.press ? await person.press(asked.press, asked.inputs, asked.on, asked.locale)
      : await person.say(asked.text, asked.locale);
  if (outcome.opened) {
    console.log(`opens ${outcome.opened}`);
    return 0;
  }
  const last = await follow(person, before.next, asked.wait);
  if (outcome.status >= 300) {
    console.error(`The bot answered ${outcome.status}.`);
    return 1;
  }
  if (last === undefined) console.error('The bot said nothing.');
  return last === undefined ? 1 : 0;
}

/** Prints what comes until nothing has come for a while. @returns the last thing shown, or undefined */
async function follow(person, from, wait) {
  let since = from;
  let last;
  const printed = new Map();
  for (;;) {
    const patience = wait ?? (last === undefined || !hasButtons(last.content) ? AT_WORK_SECONDS : QUIET_SECONDS);
    const { next, activities } = await person.activities(since, patience * 1000);
    if (activities.length === 0) return last;
    since = next;
    for (const entry of activities) {
      const shown = shownBy(entry);
      if (!shown || printed.get(entry.id) === shown.text) continue;
      if (last) console.log();
      console.log(shown.text);
      printed.set(entry.id, shown.text);
      last = shown;
    }
  }
}

function shownBy({ kind, activity }) {
  if (kind === 'deleted' || activity.type === 'typing') return undefined;
  if (kind !== 'invokeResponse') return { text: messageText(activity), content: activity };
  if (activity.dropped) return { text: `Something went wrong. (${activity.dropped})`, content: activity };
  const { type, value } = activity.body ?? {};
  if (type === CARD) return { text: frame(cardLines(value, colours)), content: value };
  return { text: typeof value === 'string' ? value : value?.message ?? JSON.stringify(activity.body), content: activity };
}

function messageText(activity) {
  const cards = (activity.attachments ?? []).filter(attachment => attachment.contentType === CARD);
  const texts = cards.map(attachment => frame(cardLines(attachment.content, colours)));
  return [activity.text, ...texts].filter(Boolean).join('\n');
}

function frame(lines) {
  return ['┌─', ...lines.map(line => `│ ${line}`.trimEnd()), '└─'].join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof ChannelError) {
    console.error(error.message);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
