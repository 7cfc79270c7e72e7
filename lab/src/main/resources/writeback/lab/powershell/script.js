// The language: runs a script statement by statement.
'use strict';
const { run } = require('./cmdlets');
const { fail, list, dateTime, text, property, method, cast, compare } = require('./values');
const { tokenize } = require('./words');

class Script {
  constructor(source) {
    this.tokens = tokenize(source);
    this.at = 0;
    this.variables = new Map([['true', true], ['false', false], ['null', null], ['erroractionpreference', 'Continue']]);
  }

  get next() {
    return this.tokens[this.at];
  }

  is(...texts) {
    return texts.includes(this.next.text) && this.next.kind !== 'text';
  }

  take() {
    return this.tokens[this.at++];
  }

  expect(mark) {
    if (!this.is(mark)) fail(`Missing '${mark}' before '${this.next.text}' in the script.`);
    return this.take();
  }

  skipLines() {
    while (this.next.kind === 'newline') this.at++;
  }

  async run(given) {
    await this.parameters(given);
    for (this.skipLines(); this.next.kind !== 'end'; this.skipLines()) {
      for (const one of list(await this.statement())) process.stdout.write(`${text(one)}\n`);
      if (!['newline', 'end'].includes(this.next.kind)) fail(`Unexpected token '${this.next.text}' in expression or statement.`);
    }
  }

  async parameters(given) {
    const open = () => {
      this.skipLines();
      return this.next;
    };
    if (open().text === '[' || open().kind === 'type') {
      if (!/cmdletbinding/i.test(this.tokens[this.at].text + this.tokens[this.at + 1].text)) return;
      while (!this.is(']') && this.next.kind !== 'newline') this.at++;
      if (this.is(']')) this.at++;
    }
    if (open().text.toLowerCase() === 'param') await this.parameterBlock(given);
    const [unknown] = given.keys();
    if (unknown) fail(`A parameter cannot be found that matches parameter name '${unknown}'.`);
  }

  async parameterBlock(given) {
    this.take();
    this.expect('(');
    for (this.skipLines(); !this.is(')'); this.skipLines()) {
      let type = null;
      let mandatory = false;
      for (; this.next.kind !== 'variable'; this.skipLines()) {
        if (this.next.kind === 'type') type = this.take().text.slice(1, -1);
        else if (this.is('[')) mandatory = /mandatory(?!\s*=\s*\$false)/i.test(this.bracket()) || mandatory;
        else fail(`Unexpected token '${this.next.text}' in the param block.`);
      }
      const name = this.take().text.slice(1);
      let value = type && type.toLowerCase() === 'switch' ? false : null;
      if (this.is('=')) {
        this.take();
        value = await this.expression();
      }
      const key = [...given.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
      if (key === undefined && mandatory) fail(`Cannot process command because of one or more missing mandatory parameters: ${name}.`);
      if (key !== undefined) value = given.get(key);
      given.delete(key);
      this.variables.set(name.toLowerCase(), type && value !== null ? cast(type, value) : value);
      this.skipLines();
      if (this.is(',')) this.take();
    }
    this.expect(')');
  }

  /** Passes over one [attribute(...)] and gives its text. */
  bracket() {
    let depth = 0;
    let seen = '';
    do {
      if (this.next.kind === 'end') fail("Missing ']' in the script.");
      if (this.is('[')) depth++;
      if (this.is(']')) depth--;
      seen += this.take().text;
    } while (depth > 0);
    return seen;
  }

  async statement() {
    const assigned = this.next.kind === 'variable' && this.tokens[this.at + 1].text === '=';
    if (assigned) {
      const name = this.take().text.slice(1).toLowerCase();
      this.take();
      this.variables.set(name, await this.pipeline());
      return [];
    }
    // [Console]::OutputEncoding = ... concerns the console only.
    if (/^\[console\]$/i.test(this.next.text)) {
      while (!['newline', 'end'].includes(this.next.kind)) this.at++;
      return [];
    }
    return this.pipeline();
  }

  async pipeline() {
    let value = this.isCommand() ? await this.command(null) : await this.expression();
    while (this.is('|')) {
      this.take();
      this.skipLines();
      if (!this.isCommand()) fail('Expressions are only allowed as the first element of a pipeline.');
      value = await this.command(list(value));
    }
    return value;
  }

  isCommand() {
    return this.next.kind === 'word' && /^[A-Za-z]+-[A-Za-z]+$/.test(this.next.text);
  }

  async command(input) {
    const name = this.take().text;
    const named = new Map();
    const positional = [];
    while (!['newline', 'end'].includes(this.next.kind) && !this.is('|', ')', '}')) {
      if (this.next.kind === 'dash') {
        const parameter = this.take().text.slice(1).replace(/:$/, '').toLowerCase();
        const bare = ['newline', 'end', 'dash'].includes(this.next.kind) || this.is('|', ')', '}');
        named.set(parameter, bare ? true : await this.argument());
      } else positional.push(await this.argument());
    }
    return run(this, name, named, positional, input);
  }

  async argument() {
    const values = [await this.argumentPart()];
    while (this.is(',')) {
      this.take();
      this.skipLines();
      values.push(await this.argumentPart());
    }
    return values.length === 1 ? values[0] : values;
  }

  async argumentPart() {
    if (this.is('{')) return this.block();
    if (this.next.kind !== 'word') return this.primary();
    let word = this.take().text;
    while (['word', 'number'].includes(this.next.kind) || this.is('.')) {
      if (this.next.spaced) break;
      word += this.take().text;
    }
    return word;
  }

  /** A script block: where its tokens are, to run for each object. */
  block() {
    this.expect('{');
    const start = this.at;
    for (let depth = 1; depth > 0; this.at++) {
      if (this.next.kind === 'end') fail("Missing closing '}' in statement block.");
      if (this.is('{', '@{')) depth++;
      if (this.is('}')) depth--;
    }
    return { block: start };
  }

  async call(block, item) {
    const back = this.at;
    const outer = this.variables.get('_');
    this.at = block.block;
    this.variables.set('_', item);
    this.skipLines();
    const value = await this.pipeline();
    this.skipLines();
    this.expect('}');
    this.at = back;
    this.variables.set('_', outer);
    return value;
  }

  async expression() {
    let left = await this.comparison();
    while (/^-(and|or)$/i.test(this.next.text)) {
      const operator = this.take().text;
      left = compare(operator, left, await this.comparison());
    }
    return left;
  }

  async comparison() {
    let left = await this.unary();
    while (this.next.kind === 'dash' && !/^-(and|or)$/i.test(this.next.text)) {
      const operator = this.take().text;
      left = compare(operator, left, await this.unary());
    }
    return left;
  }

  async unary() {
    if (/^-not$/i.test(this.next.text)) {
      this.take();
      return !(await this.unary());
    }
    const values = [await this.primary()];
    while (this.is(',')) {
      this.take();
      this.skipLines();
      values.push(await this.primary());
    }
    return values.length === 1 ? values[0] : values;
  }

  async primary() {
    let value = await this.atom();
    while (this.is('.') && !this.next.spaced) {
      this.take();
      const name = this.take().text.replace(/^'|'$/g, '');
      value = this.is('(') && !this.next.spaced ? method(value, name, await this.callArguments()) : property(value, name);
    }
    return value;
  }

  async callArguments() {
    this.expect('(');
    const args = [];
    while (!this.is(')')) {
      args.push(await this.primary());
      if (this.is(',')) this.take();
    }
    this.expect(')');
    return args;
  }

  async atom() {
    const token = this.take();
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'dash' && /^\d/.test(this.next.text)) return -Number(this.take().text);
    if (token.kind === 'word' && /^-\d+$/.test(token.text)) return Number(token.text);
    if (token.kind === 'text') return this.string(token.text);
    if (token.kind === 'type') return this.typed(token.text.slice(1, -1));
    if (token.text === '(' || token.text === '$(' || token.text === '@(') {
      this.skipLines();
      const value = this.is(')') ? [] : await this.pipeline();
      this.skipLines();
      this.expect(')');
      return token.text === '@(' ? list(value) : value;
    }
    if (token.text === '@{') return this.table();
    if (token.kind === 'variable') {
      const name = token.text.slice(1).toLowerCase();
      if (!this.variables.has(name)) fail(`The variable '${token.text}' cannot be retrieved because it has not been set.`);
      return this.variables.get(name);
    }
    return fail(`Unexpected token '${token.text}' in expression or statement.`);
  }

  async typed(type) {
    if (this.next.kind !== 'scope') return cast(type, await this.primary());
    this.take();
    const member = this.take().text.toLowerCase();
    const args = this.is('(') ? await this.callArguments() : [];
    if (/^(system\.)?datetime(offset)?$/i.test(type)) {
      if (member === 'utcnow' || member === 'now') return dateTime(Date.now());
      if (member === 'parse') return cast('datetime', args[0]);
    }
    return fail(`The stand-in does not know [${type}]::${member}.`);
  }

  async table() {
    const table = {};
    for (this.skipLines(); !this.is('}'); this.skipLines()) {
      const name = this.take().text.replace(/^['"]|['"]$/g, '');
      this.expect('=');
      table[name] = this.is('{') ? this.block() : await this.pipeline();
    }
    this.take();
    return table;
  }

  async string(quoted) {
    const inner = quoted.slice(1, -1);
    if (quoted[0] === "'") return inner.replace(/''/g, "'");
    const parts = inner.split(/(\$\([^)]*(?:\([^)]*\)[^)]*)*\)|\$[A-Za-z_]\w*)/);
    for (let i = 1; i < parts.length; i += 2) {
      const nested = new Script(parts[i]);
      nested.variables = this.variables;
      parts[i] = text(await nested.pipeline());
    }
    return parts.join('').replace(/`(.)/g, '$1');
  }
}

module.exports = { Script };
