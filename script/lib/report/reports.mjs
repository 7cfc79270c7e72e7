// Reading test reports: Surefire's XML and node's TAP, both as lists of {suite, name, outcome, why}.

/** The kind of a Java test: journeys are whole-product tests, contracts run against more than one implementation. */
export function kindOf(module, suite) {
  if (module === 'journeys' && !suite.startsWith('writeback.journeys.start.')) return 'journeys';
  if (module === 'contracts') return 'contract';
  return /Contract|MemoryDirectory|SambaDirectory/.test(suite.split('.').at(-1)) ? 'contract' : 'unit';
}

export function readSurefire(xml) {
  const suite = /<testsuite\b[^>]*?\bname="([^"]*)"/.exec(xml)?.[1] ?? '';
  const cases = [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)];
  return cases.map(([, attributes, inside = '']) => {
    const test = `${suite} ${unescape(attribute(attributes, 'name'))}`.trim();
    const skipped = /<skipped\b([^>]*)/.exec(inside);
    const failed = /<(?:failure|error)\b([^>]*)/.exec(inside);
    return {
      suite,
      name: test,
      outcome: failed ? 'failed' : skipped ? 'skipped' : 'passed',
      why: firstLines(attribute((failed ?? skipped)?.[1] ?? '', 'message') || (failed ? trace(inside) : '')),
    };
  });
}

export function readTap(tap) {
  const tests = [];
  const lines = tap.split('\n');
  lines.forEach((line, at) => {
    const point = /^\s*(not )?ok \d+ - (.*?)(?: # (SKIP|TODO)\s*(.*))?$/.exec(line);
    if (!point || isSuite(lines, at)) return;
    const [, not, name, directive, reason] = point;
    tests.push({ suite: '', name, outcome: directive ? 'skipped' : not ? 'failed' : 'passed', why: reason || (not ? detail(lines, at) : '') });
  });
  return tests;
}

/** Whether node wrote the report to its end: the plan of the whole stands behind the tests, and is not empty. */
export function isWhole(tap) {
  return /^1\.\.[1-9]\d*$/m.test(tap);
}

/** Rows that rest on the documented rule alone because the server cannot judge, as lines "KIND MATTER: N". */
export function rowsApart(tsv) {
  const counts = new Map();
  for (const line of tsv.split('\n').filter(Boolean)) {
    const [kind, matter] = line.split('\t');
    counts.set(`${kind} ${matter}`, (counts.get(`${kind} ${matter}`) ?? 0) + 1);
  }
  return [...counts].sort().map(([what, count]) => `${what}: ${count}`);
}

function isSuite(lines, at) {
  const end = lines.indexOf(lines.slice(at).find(line => /^\s*\.\.\.$/.test(line)), at);
  return lines.slice(at, end).some(line => /^\s*type: 'suite'$/.test(line));
}

function detail(lines, at) {
  const error = lines.slice(at, at + 30).findIndex(line => /^\s*error:/.test(line));
  return error < 0 ? '' : lines.slice(at + error, at + error + 3).join(' ').replace(/\s+/g, ' ').trim();
}

function attribute(text, name) {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? '';
}

/** What JUnit says of a failure without a message: its exception and where it was. */
function trace(inside) {
  const text = /<(?:failure|error)\b[^>]*>([\s\S]*?)<\/(?:failure|error)>/.exec(inside)?.[1] ?? '';
  return text.replace(/<!\[CDATA\[|\]\]>/g, '');
}

/** The first lines that say something: AssertJ's begin with an empty one and say what was wrong in the next few. */
function firstLines(text) {
  const lines = unescape(text).split('\n').map(line => line.trim()).filter(Boolean);
  return lines.slice(0, 4).join(' ').slice(0, 300);
}

function unescape(text) {
  return text.replace(/&#10;/g, '\n').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'").replace(/&amp;/g, '&');
}
