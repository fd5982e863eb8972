/** Lets a loop sleep until something happens. */
export interface Bell {
  ring(): void;
  /** Until the bell rings, or so long. A ring between two waits is not lost. */
  wait(ms: number): Promise<void>;
  /** So long, whoever rings. */
  waitDeaf(ms: number): Promise<void>;
  /** Ends every wait from now on. */
  close(): void;
}

export function makeBell(): Bell {
  let rung = false;
  let closed = false;
  let answer: (() => void) | null = null;
  let hears = true;
  const pause = (ms: number, hearing: boolean): Promise<void> =>
    new Promise((resolve) => {
      hears = hearing;
      if (closed || (hearing && rung)) {
        rung = false;
        resolve();
        return;
      }
      const timer = setTimeout(() => answer?.(), ms);
      answer = () => {
        clearTimeout(timer);
        answer = null;
        rung = false;
        resolve();
      };
    });
  return {
    ring() {
      if (answer !== null && hears) answer();
      else rung = true;
    },
    wait: (ms) => pause(ms, true),
    waitDeaf: (ms) => pause(ms, false),
    close() {
      closed = true;
      answer?.();
    },
  };
}
