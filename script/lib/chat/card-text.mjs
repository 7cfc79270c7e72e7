// An Adaptive Card as text for a terminal: what a person would read, in order, with the buttons in brackets.

const PLAIN = { bold: text => text, dim: text => text, good: text => text, warning: text => text, attention: text => text };

const sgr = code => text => (text ? `\u001b[${code}m${text}\u001b[0m` : text);
const COLOURS = { bold: sgr('1'), dim: sgr('2'), good: sgr('32'), warning: sgr('33'), attention: sgr('31') };

const WIDEST = 110;

/** @returns {string[]} the card's lines */
export function cardLines(card, colours = false) {
  const paint = colours ? COLOURS : PLAIN;
  const lines = elements(card.body ?? [], paint);
  const buttons = buttonLines(card.actions ?? [], paint);
  return buttons.length > 0 ? [...lines, '', ...buttons] : lines;
}

/** @returns {boolean} whether the card has something to press */
export function hasButtons(node) {
  if (Array.isArray(node)) return node.some(hasButtons);
  if (node === null || typeof node !== 'object' || node.isVisible === false) return false;
  return /^Action\./.test(node.type ?? '') || Object.entries(node)
    .some(([name, part]) => name !== 'fallback' && name !== 'refresh' && hasButtons(part));
}

function elements(list, paint) {
  return list.flatMap(element => {
    const lines = elementLines(element, paint);
    return element.separator && lines.length > 0 ? ['─'.repeat(40), ...lines] : lines;
  });
}

function elementLines(element, paint) {
  if (element.isVisible === false) return [];
  switch (element.type) {
    case 'TextBlock': return textBlock(element, paint);
    case 'RichTextBlock': return [(element.inlines ?? []).map(inline => inline.text ?? inline).join('')];
    case 'FactSet': return facts(element.facts ?? [], paint);
    case 'Container': return boxed(elements(element.items ?? [], paint), element.style, paint);
    case 'Column': return elements(element.items ?? [], paint);
    case 'ColumnSet': return sideBySide(element.columns ?? [], paint);
    case 'Table': return (element.rows ?? []).flatMap(row => sideBySide(row.cells ?? [], paint));
    case 'TableCell': return elements(element.items ?? [], paint);
    case 'ActionSet': return buttonLines(element.actions ?? [], paint);
    case 'Image': return element.altText ? [`(${element.altText})`] : [];
    case 'Input.Toggle': return [`☐ ${element.title ?? ''}  ${paint.dim(`--input ${element.id}=${element.valueOn ?? 'true'}`)}`];
    case 'Input.ChoiceSet': return choices(element, paint);
    case 'Input.Text': case 'Input.Number': case 'Input.Date': case 'Input.Time': return input(element, paint);
    default: return element.fallback && typeof element.fallback === 'object' ? elementLines(element.fallback, paint) : [];
  }
}

function textBlock(element, paint) {
  const text = plainText(element.text ?? '');
  if (text === '') return [];
  const colour = paint[String(element.color ?? '').toLowerCase()] ?? (line => line);
  const weight = element.weight === 'Bolder' ? paint.bold : element.isSubtle ? paint.dim : line => line;
  return text.split('\n').map(line => weight(colour(line)));
}

/** Markdown as Teams knows it, without its marks. */
export function plainText(markdown) {
  return markdown
    .replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, label, link) => (label === link ? link : `${label} (${link})`))
    .replace(/(?<!\\)(\*\*|__)(.+?)(?<!\\)\1/g, '$2')
    .replace(/(?<!\\)`([^`]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!~<>|&])/g, '$1')
    .replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
}

function facts(list, paint) {
  const width = Math.max(0, ...list.map(fact => plainText(fact.title ?? '').length));
  return list.map(fact => `${paint.dim(plainText(fact.title ?? '').padEnd(width))}  ${plainText(fact.value ?? '')}`);
}

function input(element, paint) {
  const need = element.isRequired ? '*' : '';
  const label = [element.label ?? element.placeholder ?? element.id, need].join('');
  return [`▸ ${plainText(label)}: ${element.value ?? '…'}  ${paint.dim(`--input ${element.id}=…`)}`];
}

function choices(element, paint) {
  return [...input(element, paint), ...(element.choices ?? []).map(choice => `    ${choice.value}  ${choice.title}`)];
}

function boxed(lines, style, paint) {
  if (!style || style === 'default' || style === 'emphasis' || lines.length === 0) return lines;
  const mark = (paint[style] ?? (line => line))('│');
  return lines.map(line => `${mark} ${line}`);
}

function sideBySide(columns, paint) {
  const blocks = columns.filter(column => column.isVisible !== false)
    .map(column => ({ column, lines: elements(column.items ?? [], paint) }))
    .filter(block => block.lines.length > 0);
  const height = Math.max(0, ...blocks.map(block => block.lines.length));
  const widths = blocks.map(block => Math.max(...block.lines.map(visibleLength)));
  if (widths.reduce((sum, width) => sum + width + 2, 0) > WIDEST) {
    return blocks.length > 1 && visibleLength(blocks[0].lines.join('')) <= 4 && blocks[0].lines.length === 1
      ? marked(blocks) : blocks.flatMap(block => block.lines);
  }
  return Array.from({ length: height }, (unused, row) => blocks
    .map((block, at) => {
      const above = block.column.verticalContentAlignment === 'Bottom' ? height - block.lines.length : 0;
      const line = block.lines[row - above] ?? '';
      return line + ' '.repeat(widths[at] - visibleLength(line));
    })
    .join('  ').trimEnd());
}

/** A short mark in the first column goes before the first line of the rest. */
function marked([first, ...rest]) {
  const lines = rest.flatMap(block => block.lines);
  const indent = ' '.repeat(visibleLength(first.lines[0]) + 1);
  return lines.map((line, at) => (at === 0 ? `${first.lines[0]} ${line}` : indent + line));
}

function visibleLength(text) {
  return [...text.replace(/\u001b\[\d+m/g, '')].length;
}

function buttonLines(actions, paint) {
  const shown = actions.filter(action => action.isVisible !== false);
  const simple = shown.map(action => {
    const label = action.type === 'Action.OpenUrl' ? `${action.title} → ${action.url}` : action.title;
    return action.isEnabled === false ? paint.dim(`(${label})`) : paint.bold(`[${label}]`);
  });
  const links = shown.some(action => action.type === 'Action.OpenUrl');
  const lines = simple.length === 0 ? [] : links ? simple : [simple.join('  ')];
  const nested = shown.filter(action => action.type === 'Action.ShowCard')
    .flatMap(action => [`${action.title}:`, ...cardLines(action.card ?? {}, paint === COLOURS).map(line => `  ${line}`)]);
  return [...lines, ...nested];
}
