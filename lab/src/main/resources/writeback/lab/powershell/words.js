// The words of a script.
'use strict';
const { fail } = require('./values');

const TOKEN = new RegExp(
  [
    /(?<space>[ \t]+|`\r?\n)/,
    /(?<comment><#[\s\S]*?#>|#[^\n]*)/,
    /(?<newline>\r?\n|;)/,
    /(?<text>'(?:[^']|'')*'|"(?:[^"`]|`.|"")*")/,
    /(?<number>\d+(?:\.\d+)?(?![\w.-]))/,
    /(?<variable>\$(?:[A-Za-z_]\w*|\{[^}]+\}|\(|_))/,
    /(?<type>\[[A-Za-z][\w.]*(?:\[\])?\])/,
    /(?<scope>::)/,
    /(?<dash>-[A-Za-z]\w*:?)/,
    /(?<mark>@\{|@\(|[(){}|,=.[\]])/,
    /(?<word>[^\s|;(){},='"$@[\].]+)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'y',
);

function tokenize(source) {
  const tokens = [];
  let spaced = true;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source) || fail(`Unexpected token at character ${at} of the script.`);
    const [kind, text] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    if (kind === 'space' || kind === 'comment') {
      spaced = true;
      continue;
    }
    tokens.push({ kind, text, spaced });
    spaced = kind === 'newline';
  }
  tokens.push({ kind: 'end', text: '', spaced: true });
  return tokens;
}

module.exports = { tokenize };
