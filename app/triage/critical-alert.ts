import { useEffect, useRef, useState } from "react";

/**
 * Tells of critical work that arrived while nobody looked at this page: with a sound, unless it is turned off, and with
 * a number in the title of the browser's tab, which goes as soon as somebody looks. Returns the number.
 */
export function useCriticalAlert(arrived: readonly string[], sound: "on" | "off", badge: (count: number) => string) {
  const heard = useRef(new Set<string>());
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const fresh = arrived.filter((id) => !heard.current.has(id)).join(" ");

  useEffect(() => {
    if (fresh === "") return;
    for (const id of fresh.split(" ")) heard.current.add(id);
    setWaiting((before) => [...new Set([...before, ...fresh.split(" ")])]);
    if (sound === "on") ring();
  }, [fresh, sound]);

  const said = waiting.length === 0 ? null : badge(waiting.length);
  useEffect(() => {
    if (said === null) return;
    const before = document.title;
    document.title = said;
    return () => {
      document.title = before;
    };
  }, [said]);

  useEffect(() => {
    const look = () => setWaiting([]);
    for (const sign of ["pointerdown", "keydown"] as const) document.addEventListener(sign, look);
    return () => {
      for (const sign of ["pointerdown", "keydown"] as const) document.removeEventListener(sign, look);
    };
  }, []);
  return waiting.length;
}

/** Two short tones, made by the browser itself. One that was never touched stays silent, as browsers want it. */
function ring(): void {
  const context = new AudioContext();
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
  setTimeout(() => void context.close(), 1_000);
}
