// Sends the calls of the other regions to Python, one after the other, and gives back what it answers (`bus.call`).
// One after the other, since a region has one value: two answers that came together would be one.

const { lane } = find("[data-lane]").dataset;

// Milliseconds after which an answer is not waited for any more. In the background one may take a minute.
const PATIENCE = lane === "background" ? 90000 : 15000;

let going = null;
// Not from 1: the value of an earlier page may still be there.
let lastCall = Date.now();

function sendNext() {
  const next = going ? null : bus.waiting[lane]?.shift();
  if (!next) return;
  going = { ...next, call: ++lastCall, timer: setTimeout(giveUp, PATIENCE) };
  trigger("call", { call: going.call, name: next.name, data: next.data });
}

function finish(answer) {
  const { done, timer } = going;
  clearTimeout(timer);
  going = null;
  done(answer);
  sendNext();
}

async function giveUp() {
  const given = going;
  const problem = (await connectionProblem()) ?? FAILED;
  if (going === given) finish({ problem });
}

function receive() {
  const value = received();
  if (going && value?.call === going.call) finish(value);
}

bus.on("call", sendNext);
watch("value", receive);
