// What axe finds on a page, and beside it what is looked at once only: run in the page, behind axe itself.

const ALL = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const OF_WIDTH = { runOnly: ["target-size", "scrollable-region-focusable"] };
const WAIT = { resultTypes: ["violations"] }; // alone: what is well is a megabyte a page
const CLEAR = "rgba(0, 0, 0, 0)";

const contrast = axe._audit.rules.find((one) => one.id === "color-contrast");
const { matches } = contrast;
const measured = axe._audit.checks["color-contrast"];
const { evaluate } = measured;
let shown = new Set(); // when all of the page was looked at last
let known = new Set(); // looks of which the contrast was measured, here or on a page before, and is enough
let fresh = []; // those of them that are new
let styles, looks, painted; // of this run

const styleOf = (one) => styles.get(one) || styles.set(one, getComputedStyle(one)).get(one);

/** What an element lays upon the colours behind it, and whatever else changes how they are seen. */
function ground(one) {
  const style = styleOf(one);
  const said = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
  return [...said, style.position, style.clipPath, style.overflow].join();
}

/** Whatever the contrast of an element's text depends on: its letters, and all that is painted in its place. */
function look(one) {
  if (!looks.has(one)) {
    const { color, fontSize, fontWeight, textShadow, textIndent, webkitTextStroke } = styleOf(one);
    const said = [one.localName, color, fontSize, fontWeight, textShadow, textIndent, webkitTextStroke];
    for (let behind = one; behind; behind = behind.parentElement) said.push(ground(behind));
    const { top, bottom, left, right } = one.getBoundingClientRect();
    for (const [other, at] of painted) {
      const apart = at.top >= bottom || at.bottom <= top || at.left >= right || at.right <= left;
      if (!apart && !other.contains(one)) said.push(ground(other));
    }
    looks.set(one, said.join(";"));
  }
  return looks.get(one);
}

contrast.matches = function (node, ...more) {
  return !known.has(look(node)) && matches.call(this, node, ...more);
};

measured.evaluate = function (node, ...more) {
  let ratio = 0;
  const data = (told) => {
    ratio = told.contrastRatio || 0;
    return this.data(told);
  };
  const enough = evaluate.call(Object.assign(Object.create(this), { data }), node, ...more);
  if (enough === true && ratio > 0) fresh.push(look(node));
  return enough;
};

async function violations(within, wanted) {
  [styles, looks] = [new Map(), new Map()];
  painted = [...document.querySelectorAll("body *")]
    .filter((one) => styleOf(one).backgroundColor !== CLEAR || styleOf(one).backgroundImage !== "none")
    .map((one) => [one, one.getBoundingClientRect()]);
  const found = (await axe.run(within, { ...wanted, ...WAIT })).violations;
  return found.map((one) => [one.id, ...one.nodes.map((node) => node.target.join(" "))]);
}

const seen = () => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());

async function whole() {
  const found = await violations(document, ALL);
  shown = new Set(seen());
  return { found, fresh, well: [] };
}

/** After `whole` at a narrower width; `well` is what is shown wide only, and had no barrier elsewhere. */
async function wide(well) {
  if ([...shown].some((one) => !one.closest(".menu") && !one.checkVisibility())) return whole();
  const found = await violations(document, OF_WIDTH);
  const added = seen().filter((one) => !shown.has(one));
  const outermost = added.filter((one) => !added.includes(one.parentElement) && !well.includes(one.outerHTML));
  if (outermost.length) found.push(...(await violations({ include: outermost }, ALL)));
  return { found, fresh, well: outermost.map((one) => one.outerHTML) };
}

window.lookForBarriers = (how, looked, well) => {
  [known, fresh] = [new Set(looked), []];
  return how === "wide" ? wide(well) : whole();
};
