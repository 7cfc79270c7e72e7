// Draws every rendered sample, light and dark, narrow and wide, to target/pictures; also one sheet of all for each look.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { samples } from "./cards.mjs";

const require = createRequire(import.meta.url);
const libraries = ["adaptivecards/dist/adaptivecards.js", "markdown-it/dist/markdown-it.min.js"];
const out = fileURLToPath(new URL("../target/pictures/", import.meta.url));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const only = process.argv[2] ?? "";

// Close to Teams' own colours; contrast of text on card at least 4.5 : 1.
const shades = (text, subtle, accent, good, warning, attention) => {
  const pair = (color) => ({ default: color, subtle: color });
  return {
    default: { default: text, subtle },
    accent: pair(accent), good: pair(good), warning: pair(warning), attention: pair(attention),
  };
};
const look = (background, edge, foregroundColors, fills) => {
  const style = (backgroundColor) => ({ backgroundColor, foregroundColors });
  return {
    page: edge, card: background,
    host: {
      fontFamily: "'Segoe UI', 'Liberation Sans', sans-serif",
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
      separator: { lineThickness: 1, lineColor: edge },
      actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8 },
      containerStyles: {
        default: style(background), emphasis: style(fills[0]), accent: style(fills[1]), good: style(fills[2]),
        warning: style(fills[3]), attention: style(fills[4]),
      },
    },
  };
};
const looks = {
  light: look("#ffffff", "#e0e0e0", shades("#242424", "#616161", "#5b5fc7", "#237b4b", "#8a5a00", "#c4314b"),
    ["#f5f5f5", "#e8ebfa", "#e7f2da", "#fbf6d9", "#fcf4f6"]),
  dark: look("#292929", "#3d3d3d", shades("#ffffff", "#adadad", "#a6a7dc", "#92c353", "#f8d22a", "#f9526b"),
    ["#333333", "#3c3e66", "#26352a", "#463f15", "#3e1f25"]),
};

const html = ({ page, card }, color) => `<!doctype html><meta charset="utf-8"><style>
  .ac-actionSet { flex-wrap: wrap; row-gap: 4px; }
  body { margin: 0; background: ${page}; } #card { background: ${card}; border-radius: 8px; overflow: hidden; margin: 8px; }
  p { margin: 0; } button { font: 600 14px sans-serif; padding: 6px 14px; margin: 2px 0; border: 1px solid #8886;
    border-radius: 4px; background: transparent; color: ${color}; white-space: normal; }
  button.style-positive { background: #5b5fc7; color: #fff; } button.style-destructive { background: #c4314b; color: #fff; }
  input, textarea { font: 14px sans-serif; width: 100%; box-sizing: border-box; padding: 6px; background: transparent;
    color: ${color}; border: 1px solid #8888; } input[type=checkbox] { width: auto; }
  label, .ac-input-label { color: ${color}; }
</style><div id="card"></div>`;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const [shade, choice] of Object.entries(looks)) {
    for (const width of [340, 700]) {
      const page = await browser.newPage({ viewport: { width, height: 200 } });
      await page.setContent(html(choice, shade === "dark" ? "#fff" : "#242424"));
      for (const library of libraries) await page.addScriptTag({ content: readFileSync(require.resolve(library), "utf8") });
      for (const { name, card } of samples().filter((sample) => sample.name.includes(only))) {
        const tooWide = await page.evaluate(([json, host]) => {
          AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
            result.outputHtml = markdownit().render(text);
            result.didProcess = true;
          };
          const drawn = new AdaptiveCards.AdaptiveCard();
          drawn.hostConfig = new AdaptiveCards.HostConfig(host);
          drawn.parse(json);
          document.getElementById("card").replaceChildren(drawn.render());
          return document.documentElement.scrollWidth > window.innerWidth;
        }, [card, choice.host]);
        if (tooWide) throw new Error(`${name} does not fit into ${width} px`);
        await page.screenshot({ path: `${out}${name}.${shade}.${width}.png`, fullPage: true });
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`pictures: ${out}`);
