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

export interface CriticalAlert {
  /** How much critical work came in while nobody looked. */
  readonly waiting: number;
  /** The sound is on and no open desk may make one: browsers let a page sound only once somebody has used it. */
  readonly silent: boolean;
}

const looks = ["pointerdown", "keydown"] as const;

/** What a browser takes for use of the page; a reader's aid may press a button without a pointer or a key. */
const signs = [...looks, "click"] as const;

/** Another page may take the bell or leave it at any moment. */
const listenAgainMs = 2_000;

/**
 * Counts the critical work that came in while nobody looked, whatever the page shows and whether it is hidden, and rings
 * for it unless the sound is off. Of several open desks one rings, and a look at one is a look at all.
 */
export function useCriticalAlert({ account, drawn, latest, servedAt, sound }: Heard): CriticalAlert {
  const alarm = useRef<Alarm>(beginAlarm(drawn, servedAt.getTime()));
  const [waiting, setWaiting] = useState(0);
  const isLoud = useRef(sound);
  const { ring, silent } = useBell(account, sound);

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
  return { waiting, silent };
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
 * When that is closed the next one has it. `ring` is null as long as the page has it not; `silent` once it is known that
 * no page has it.
 */
function useBell(account: string, sound: Sound) {
  const ring = useRef<(() => void) | null>(null);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    if (sound === "off") return;
    const name = `desk-bell ${account}`;
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
      setSilent(false);
      void context.suspend();
      if (!("locks" in navigator)) void hold();
      else
        navigator.locks.request(name, { signal: gone.signal }, hold).catch(() => {
          // The page went before its turn came.
        });
    };
    const touch = () => {
      if (!asked) void context.resume();
    };
    const listen = async () => {
      const held = "locks" in navigator ? ((await navigator.locks.query()).held ?? []) : [];
      if (!gone.signal.aborted) setSilent(!asked && !held.some((lock) => lock.name === name));
    };
    const listening = setInterval(listen, listenAgainMs);
    context.addEventListener("statechange", ask);
    for (const sign of signs) document.addEventListener(sign, touch);
    ask();
    return () => {
      for (const sign of signs) document.removeEventListener(sign, touch);
      clearInterval(listening);
      setSilent(false);
      gone.abort();
      ring.current = null;
      void context.close();
    };
  }, [account, sound]);
  return { ring, silent };
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
