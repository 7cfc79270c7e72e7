// The Teams channel of a running practice organisation, as one of its people.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

export class ChannelError extends Error {}

/** @returns {string} the channel's base address */
export function channelOf(run) {
  const folder = run || join(PROJECT, '.run/server');
  try {
    return JSON.parse(readFileSync(join(folder, 'organisation.json'), 'utf8')).channel;
  } catch {
    throw new ChannelError(`Nothing has been started in ${folder}; start it with script/server.`);
  }
}

export class Person {
  #base;

  constructor(channel, name) {
    this.#base = `${channel}/people/${encodeURIComponent(name)}`;
  }

  say(text, locale) {
    return this.#post('messages', { text, ...(locale && { locale }) });
  }

  press(title, inputs, activityId, locale) {
    return this.#post('presses', { title, inputs, ...(activityId && { activityId }), ...(locale && { locale }) });
  }

  install(locale) {
    return this.#post('install', { ...(locale && { locale }) });
  }

  /** What the bot sent from number `since` on; waits up to `millis` for the first of it. */
  activities(since, millis) {
    return this.#call(`activities?since=${since}&wait=${Math.round(millis)}`, {});
  }

  #post(what, body) {
    return this.#call(what, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  }

  async #call(path, options) {
    let response;
    try {
      response = await fetch(`${this.#base}/${path}`, options);
    } catch {
      throw new ChannelError('The practice organisation does not answer; start it with script/server.');
    }
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : {};
    if (!response.ok) throw new ChannelError(body.error?.message ?? `The channel answered ${response.status}.`);
    return body;
  }
}
