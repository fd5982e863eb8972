const stopSignals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** npm hands a Ctrl-C on to us that the terminal has sent us already: one press may arrive twice. */
const sameGesture = 1_000;

/**
 * The first signal asks to stop, a second one ends at once.
 * @param {{ onFirst: () => void, onSecond: () => void }} reactions
 */
export function stopOnSignals({ onFirst, onSecond }) {
  const controller = new AbortController();
  let firstAt = 0;
  let gaveUp = false;
  const told = new Promise((resolve) => controller.signal.addEventListener("abort", resolve, { once: true }));

  const onSignal = () => {
    if (firstAt === 0) {
      firstAt = Date.now();
      onFirst();
      controller.abort();
    } else if (Date.now() - firstAt > sameGesture) {
      onSecond();
    }
  };
  for (const name of stopSignals) process.on(name, onSignal);
  const npmWatch = process.env.npm_lifecycle_event === undefined ? null : whenOrphaned(onSignal);

  return {
    signal: controller.signal,
    told,
    /** Stops without having been told to: a process of the portal cannot be kept alive. */
    giveUp() {
      gaveUp = true;
      controller.abort();
    },
    gaveUp: () => gaveUp,
    release() {
      if (npmWatch !== null) clearInterval(npmWatch);
      for (const name of stopSignals) process.off(name, onSignal);
    },
  };
}

/**
 * npm, or the shell between it and us, can be ended without a word to us: what was started with it ends with it.
 * @param {() => void} react
 */
function whenOrphaned(react) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    react();
  }, 500);
  return watch.unref();
}
