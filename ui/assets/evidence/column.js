// A column of items of which only those near the view are drawn, so that a document of any length scrolls smoothly.

// Milliseconds that an item must stay near the view: those that fly past are not drawn.
const SETTLE = 60;

// `draw(number, node)` fills the node of an item, and may take its time; `clear` empties it. The node has its height
// before it is drawn: by its style, or the one that it had when it was last drawn.
function makeColumn({ scroller, nodes, draw, clear, current }) {
  const drawn = new Map(); // the promise of each item that is drawn or is being drawn
  const waiting = new Map();
  const numberOf = new Map(nodes.map((node, number) => [node, number]));

  function show(number) {
    clearTimeout(waiting.get(number));
    waiting.delete(number);
    if (!drawn.has(number)) drawn.set(number, Promise.resolve(draw(number, nodes[number])));
    return drawn.get(number);
  }

  function hide(number) {
    clearTimeout(waiting.get(number));
    waiting.delete(number);
    if (!drawn.delete(number)) return;
    clear(number, nodes[number]);
  }

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const number = numberOf.get(target);
      if (!isIntersecting) hide(number);
      else if (!drawn.has(number) && !waiting.has(number)) waiting.set(number, setTimeout(() => show(number), SETTLE));
    }
  }, { root: scroller, rootMargin: "80% 0px" });
  // A line in the upper third of the view: the item on it is the one that is read.
  const line = new IntersectionObserver((entries) => {
    const at = entries.filter((entry) => entry.isIntersecting).at(-1);
    if (at) current(numberOf.get(at.target));
  }, { root: scroller, rootMargin: "-30% 0px -69% 0px" });
  for (const node of nodes) {
    near.observe(node);
    line.observe(node);
  }

  return {
    show,
    each: (act) => { for (const number of drawn.keys()) act(number, nodes[number]); },
    close() {
      near.disconnect();
      line.disconnect();
      for (const number of [...waiting.keys(), ...drawn.keys()]) hide(number);
    },
  };
}

// Changes an item without moving what is read: what lies above the view must not push it down.
function keepingPlace(scroller, node, change) {
  const { top, height } = node.getBoundingClientRect();
  const above = top < scroller.getBoundingClientRect().top;
  change();
  if (above) scroller.scrollTop += node.getBoundingClientRect().height - height;
}
