// The values of the language, as far as the agent's scripts need them, and failing as PowerShell fails.
'use strict';

class Failure extends Error {}
const fail = (message) => {
  throw new Failure(message);
};

const isDate = (value) => value !== null && typeof value === 'object' && '$dateTime' in value;
const isEnum = (value) => value !== null && typeof value === 'object' && '$enum' in value;
const isSpan = (value) => value !== null && typeof value === 'object' && '$timeSpan' in value;
const list = (value) => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);
const dateTime = (millis) => ({ $dateTime: new Date(millis).toISOString() });
const millisOf = (date) => Date.parse(date.$dateTime);

function text(value, format) {
  if (value === null || value === undefined) return '';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (isEnum(value)) return value.$enum;
  if (isDate(value)) {
    const iso = new Date(millisOf(value)).toISOString();
    if (/^[oO]$/.test(format || '')) return iso.replace('Z', '0000Z');
    if (/^[sS]$/.test(format || '')) return iso.slice(0, 19);
    if (/^u$/.test(format || '')) return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
    if (format) fail(`The stand-in does not know the date format '${format}'.`);
    return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
  }
  if (isSpan(value)) {
    const seconds = Math.floor(value.$timeSpan / 1000);
    const two = (number) => String(number).padStart(2, '0');
    const days = Math.floor(seconds / 86400);
    const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
    return days ? `${days}.${time}` : time;
  }
  if (Array.isArray(value)) return value.map((one) => text(one)).join(' ');
  if (typeof value === 'object') return `@{${Object.entries(value).map(([name, one]) => `${name}=${text(one)}`).join('; ')}}`;
  return String(value);
}

function property(value, name) {
  if (Array.isArray(value)) {
    if (/^(count|length)$/i.test(name)) return value.length;
    return value.flatMap((one) => list(property(one, name)));
  }
  if (value === null || typeof value !== 'object') return /^count$/i.test(name) ? list(value).length : null;
  if (isSpan(value)) return /^total(minutes|seconds|hours)$/i.test(name) ? spanTotal(value, name) : null;
  const key = Object.keys(value).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : value[key];
}

function spanTotal(span, name) {
  return span.$timeSpan / { totalseconds: 1000, totalminutes: 60000, totalhours: 3600000 }[name.toLowerCase()];
}

function method(value, name, args) {
  const lower = name.toLowerCase();
  if (lower === 'tostring') return text(value, args[0]);
  if (isDate(value)) {
    const units = { addseconds: 1e3, addminutes: 6e4, addhours: 36e5, adddays: 864e5 };
    if (lower in units) return dateTime(millisOf(value) + Number(args[0]) * units[lower]);
    if (lower === 'touniversaltime' || lower === 'tolocaltime') return value;
  }
  return fail(`Method invocation failed because the stand-in does not know a method named '${name}'.`);
}

function cast(type, value) {
  const name = type.toLowerCase();
  if (name === 'string') return text(value);
  if (/^(int|int32|long|int64)$/.test(name)) {
    if (!/^-?\d+$/.test(text(value))) fail(`Cannot convert value "${text(value)}" to type "System.Int32".`);
    return Number(text(value));
  }
  if (name === 'bool' || name === 'switch') return Boolean(value);
  if (name === 'datetime' || name === 'datetimeoffset' || name === 'system.datetime') {
    if (isDate(value)) return value;
    const millis = Date.parse(text(value).replace(/(\.\d{3})\d+/, '$1'));
    if (Number.isNaN(millis)) fail(`Cannot convert value "${text(value)}" to type "System.DateTime".`);
    return dateTime(millis);
  }
  if (name.endsWith('[]')) return list(value).map((one) => cast(name.slice(0, -2), one));
  if (/^(pscustomobject|ordered|array)$/.test(name)) return name === 'array' ? list(value) : value;
  return fail(`Unable to find type [${type}].`);
}

function compare(operator, left, right) {
  const fold = (value) => (typeof value === 'number' ? value : text(value).toLowerCase());
  const pattern = (like) => new RegExp(`^${text(like).replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i');
  const number = (value) => (isDate(value) ? millisOf(value) : Number(text(value)));
  const same = () => (isEnum(left) && typeof right === 'number' ? left.$number === right : String(fold(left)) === String(fold(right)));
  const operators = {
    '-eq': same,
    '-ne': () => !same(),
    '-like': () => pattern(right).test(text(left)),
    '-notlike': () => !pattern(right).test(text(left)),
    '-match': () => new RegExp(text(right), 'i').test(text(left)),
    '-notmatch': () => !new RegExp(text(right), 'i').test(text(left)),
    '-gt': () => number(left) > number(right),
    '-ge': () => number(left) >= number(right),
    '-lt': () => number(left) < number(right),
    '-le': () => number(left) <= number(right),
    '-in': () => list(right).some((one) => String(fold(one)) === String(fold(left))),
    '-contains': () => list(left).some((one) => String(fold(one)) === String(fold(right))),
    '-and': () => Boolean(left) && Boolean(right),
    '-or': () => Boolean(left) || Boolean(right),
  };
  const found = operators[operator.toLowerCase()] || fail(`The operator '${operator}' is not known to the stand-in.`);
  return found();
}

module.exports = { Failure, fail, isDate, isEnum, isSpan, list, dateTime, millisOf, text, property, method, cast, compare };
