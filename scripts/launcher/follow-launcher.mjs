/** Preloaded into web and worker: when the launcher is gone, whichever way it went, they end as on SIGTERM. */
if (process.channel) {
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 15_000).unref();
  });
  // The channel alone is no reason to stay alive.
  process.channel.unref();
}
