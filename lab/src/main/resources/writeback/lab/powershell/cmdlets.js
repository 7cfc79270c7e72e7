// The cmdlets that need no sync server, and where the others are asked for.
'use strict';
const { COMMON, LAB_CMDLETS, fromLab } = require('./sync-server');
const { fail, isDate, isEnum, isSpan, list, dateTime, millisOf, text, property, compare } = require('./values');

async function run(script, name, named, positional, input) {
  const known = (one) => one.toLowerCase() === name.toLowerCase();
  if (LAB_CMDLETS.some(known)) return fromLab(script, name, named, positional);
  const local = Object.keys(LOCAL).find(known);
  if (!local) {
    fail(`${name} : The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`);
  }
  return LOCAL[local](script, named, positional, input || []);
}

const LOCAL = {
  'Import-Module': async () => [],
  'Set-StrictMode': async () => [],
  'Get-Date': async () => dateTime(Date.now()),

  async 'Select-Object'(script, named, positional, input) {
    allow('Select-Object', named, ['property', 'first', 'last', 'expandproperty', 'unique']);
    let items = input;
    if (named.has('first')) items = items.slice(0, named.get('first'));
    if (named.has('last')) items = items.slice(-named.get('last'));
    if (named.has('expandproperty')) return items.flatMap((item) => list(property(item, named.get('expandproperty'))));
    const wanted = list(named.has('property') ? named.get('property') : positional[0]);
    if (!wanted.length) return items;
    const selected = [];
    for (const item of items) {
      const row = {};
      for (const one of wanted) {
        if (typeof one === 'string') row[exactName(item, one)] = property(item, one);
        else row[text(property(one, 'Name') || property(one, 'n') || property(one, 'Label') || property(one, 'l'))] = await calculated(script, one, item);
      }
      selected.push(row);
    }
    return selected;
  },

  async 'Where-Object'(script, named, positional, input) {
    const kept = [];
    for (const item of input) {
      const operator = [...named.keys()].find((key) => !['filterscript', 'property', 'value'].includes(key));
      const block = named.get('filterscript') || (positional[0] && positional[0].block !== undefined ? positional[0] : null);
      const holds = block
        ? await script.call(block, item)
        : operator
          ? compare(`-${operator}`, property(item, named.get('property') || positional[0]), named.get(operator))
          : property(item, named.get('property') || positional[0]);
      if (holds) kept.push(item);
    }
    return kept;
  },

  async 'ForEach-Object'(script, named, positional, input) {
    const given = [];
    for (const item of input) given.push(...list(await script.call(positional[0] || named.get('process'), item)));
    return given;
  },

  async 'Sort-Object'(script, named, positional, input) {
    const by = named.get('property') || positional[0];
    const key = (item) => (isDate(property(item, by)) ? millisOf(property(item, by)) : property(item, by));
    const sorted = [...input].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    return named.has('descending') ? sorted.reverse() : sorted;
  },

  async 'ConvertTo-Json'(script, named, positional, input) {
    allow('ConvertTo-Json', named, ['depth', 'compress', 'inputobject']);
    const given = named.has('inputobject') ? named.get('inputobject') : input.length === 1 ? input[0] : input;
    if (!named.has('inputobject') && !input.length) return [];
    const shaped = jsonShape(given, named.has('depth') ? named.get('depth') : 2);
    const json = JSON.stringify(shaped, null, named.has('compress') ? 0 : 4);
    return json
      .replace(/[<>&']/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replace(/"\/Date\((-?\d+)\)\/"/g, '"\\/Date($1)\\/"');
  },
};

function allow(cmdlet, named, known) {
  const odd = [...named.keys()].find((key) => !known.includes(key) && !COMMON.includes(key));
  if (odd) fail(`${cmdlet} : A parameter cannot be found that matches parameter name '${odd}'.`);
}

function exactName(item, asked) {
  return Object.keys(item || {}).find((key) => key.toLowerCase() === asked.toLowerCase()) || asked;
}

function calculated(script, table, item) {
  const expression = property(table, 'Expression') || property(table, 'e');
  return expression && expression.block !== undefined ? script.call(expression, item) : property(item, text(expression));
}

/** What ConvertTo-Json of 5.1 makes of a value; beyond the depth, text. */
function jsonShape(value, depth) {
  if (isDate(value)) return `/Date(${millisOf(value)})/`;
  if (isEnum(value)) return value.$number;
  if (value === undefined) return null;
  if (value === null || typeof value !== 'object') return value;
  if (depth < 0) return text(value);
  if (isSpan(value)) return { Ticks: value.$timeSpan * 1e4, TotalSeconds: value.$timeSpan / 1e3, TotalMinutes: value.$timeSpan / 6e4, TotalHours: value.$timeSpan / 36e5, TotalDays: value.$timeSpan / 864e5 };
  if (Array.isArray(value)) return value.map((one) => jsonShape(one, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonShape(one, depth - 1)]));
}

module.exports = { run };
