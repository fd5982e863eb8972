import { useEffect, useRef, useState } from "react";
import { type Alarm, beginAlarm, type CriticalItem, hearCritical, lookAtAlarm } from "./alarm-rules.ts";

type Sound = "on" | "off";

/** What the pages of one account tell each other about the alarm. */
type Said = { readonly kind: "looked" } | { readonly kind: "sound"; readonly sound: Sound };

interface Heard {
  readonly account: string;
  /** The desk's critical work as the page was drawn with it, and as the line told it last. */
  readonly drawn: readonly CriticalItem[];
  readonly latest: readonly CriticalItem[];
  readonly servedAt: Date;
  readonly sound: Sound;
}

const looks = ["pointerdown", "keydown"] as const;

/**
 * Counts the critical work that came in while nobody looked, whatever the page shows and whether it is hidden, and rings
 * for it unless the sound is off. Of several open desks one rings, and a look at one is a look at all.
 */
export function useCriticalAlert({ account, drawn, latest, servedAt, sound }: Heard): number {
  const alarm = useRef<Alarm>(beginAlarm(drawn, servedAt.getTime()));
  const [waiting, setWaiting] = useState(0);
  const isLoud = useRef(sound);
  const ring = useBell(account, sound);

  useEffect(() => {
    const heard = [drawn, latest].flatMap((items) => {
      const { alarm: next, fresh } = hearCritical(alarm.current, items);
      alarm.current = next;
      return fresh;
    });
    if (heard.length === 0) return;
    setWaiting(alarm.current.waiting.length);
    if (isLoud.current === "on") ring.current?.();
  }, [drawn, latest, ring]);

  useEffect(() => {
    isLoud.current = sound;
    const pages = new BroadcastChannel(`desk-alarm ${account}`);
    const looked = () => {
      alarm.current = lookAtAlarm(alarm.current);
      setWaiting(0);
    };
    pages.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      if (data.kind === "looked") looked();
      else isLoud.current = data.sound;
    });
    const say = (said: Said) => pages.postMessage(said);
    // Whoever turned the sound off on one page has turned it off on all.
    say({ kind: "sound", sound });
    const look = () => {
      if (alarm.current.waiting.length === 0) return;
      looked();
      say({ kind: "looked" });
    };
    for (const sign of looks) document.addEventListener(sign, look);
    return () => {
      for (const sign of looks) document.removeEventListener(sign, look);
      pages.close();
    };
  }, [account, sound]);
  return waiting;
}

/** Puts a line into the title of the browser's tab for as long as there is one. */
export function useTabTitle(said: string | null): void {
  useEffect(() => {
    if (said === null) return;
    const before = document.title;
    document.title = said;
    return () => {
      document.title = before;
    };
  }, [said]);
}

/**
 * The bell of an account: of its open desks, the first one that the browser lets sound, which is one that was touched.
 * When that is closed the next one has it. Null as long as the page has it not.
 */
function useBell(account: string, sound: Sound) {
  const ring = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (sound === "off") return;
    const gone = new AbortController();
    const context = new AudioContext();
    const hold = () =>
      new Promise<void>((done) => {
        if (gone.signal.aborted) return done();
        ring.current = () => void context.resume().then(() => play(context));
        gone.signal.addEventListener("abort", () => done());
      });
    let asked = false;
    const ask = () => {
      if (asked || context.state !== "running") return;
      asked = true;
      void context.suspend();
      if (!("locks" in navigator)) void hold();
      else
        navigator.locks.request(`desk-bell ${account}`, { signal: gone.signal }, hold).catch(() => {
          // The page went before its turn came.
        });
    };
    const touch = () => {
      if (!asked) void context.resume();
    };
    context.addEventListener("statechange", ask);
    for (const sign of looks) document.addEventListener(sign, touch);
    ask();
    return () => {
      for (const sign of looks) document.removeEventListener(sign, touch);
      gone.abort();
      ring.current = null;
      void context.close();
    };
  }, [account, sound]);
  return ring;
}

/** Two short tones, made by the browser itself. */
function play(context: AudioContext): void {
  const volume = context.createGain();
  volume.gain.value = 0.15;
  volume.connect(context.destination);
  for (const [after, pitch] of [
    [0, 660],
    [0.25, 880],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(context.currentTime + after);
    tone.stop(context.currentTime + after + 0.2);
  }
  setTimeout(() => void context.suspend(), 1_000);
}
