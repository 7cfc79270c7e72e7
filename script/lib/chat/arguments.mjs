// The command line of script/chat.

export const USAGE = `script/chat [--as NAME] TEXT
script/chat [--as NAME] --press TITLE [--input id=value]... [--on MESSAGE]
script/chat [--as NAME] --install

NAME is requester (if not said), approver, norole or guest. --locale=fr-FR sets the language of that person's client,
--wait=SECONDS how long the conversation must be quiet, --run=FOLDER names another run folder than .run/server.`;

export class UsageError extends Error {}

/** @returns {{as: string, text: string, press: string, inputs: object, on: string, install: boolean,
 *   locale: string, wait: number | undefined, run: string}} */
export function parse(words) {
  const chosen = { as: 'requester', text: '', press: '', inputs: {}, on: '', install: false, locale: '', run: '' };
  const rest = [...words];
  const texts = [];
  while (rest.length > 0) {
    const [name, given] = split(rest.shift());
    const value = () => given ?? rest.shift() ?? fail(`${name} needs a value`);
    switch (name) {
      case '--as': chosen.as = value(); break;
      case '--press': chosen.press = value(); break;
      case '--on': chosen.on = value(); break;
      case '--locale': chosen.locale = value(); break;
      case '--run': chosen.run = value(); break;
      case '--install': chosen.install = true; break;
      case '--wait': chosen.wait = seconds(value()); break;
      case '--input': {
        const [id, text] = value().split(/=(.*)/s);
        chosen.inputs[id] = text ?? fail(`--input ${id} must be id=value`);
        break;
      }
      default:
        if (name.startsWith('--')) fail(`unknown option ${name}`);
        texts.push(name);
    }
  }
  chosen.text = texts.join(' ');
  const asked = [chosen.text, chosen.press, chosen.install].filter(Boolean).length;
  if (asked !== 1) fail('say one thing: a text, --press TITLE or --install');
  return chosen;
}

function split(word) {
  const option = /^(--[a-z]+)=(.*)$/s.exec(word);
  return option ? [option[1], option[2]] : [word, undefined];
}

function seconds(text) {
  const number = Number(text);
  return number >= 0 && number <= 600 ? number : fail('--wait must be 0 to 600 seconds');
}

function fail(message) {
  throw new UsageError(message);
}
