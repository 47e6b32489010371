import { create } from "zustand";
import { Player } from "@/audio/player";
import { usePrefs } from "./prefs";

/** Something that can be played, and where it came from. */
export interface Track {
  /** The same sound has the same key: a row's take, a voice's preview, a sample. */
  key: string;
  url: string;
  title: string;
  voice?: { id: string; name: string } | undefined;
  /** What was said, how, by which engine: shown by the provenance button. */
  provenance?: { label: string; value: string }[] | undefined;
  /** The address of what can be downloaded: a generation, or a take of a project; `/audio` and `/credentials` are behind it. */
  source?: string | undefined;
  /** Where in something longer the track begins, how long that is, and how to go on from elsewhere in it. */
  whole?: { start: number; end: number; goTo: (seconds: number) => void } | undefined;
}

interface Transport {
  track: Track | null;
  playing: boolean;
  /** The track after this one is still being made, or the browser waits for bytes. */
  waiting: boolean;
  time: number;
  duration: number;
  failed: boolean;
  /** Asked for the next track at the end of one: a track, "wait" for one that is being made, or null for the end. */
  follow: ((after: Track) => Track | "wait" | null) | null;
}

export const useTransport = create<Transport>(() => ({
  track: null,
  playing: false,
  waiting: false,
  time: 0,
  duration: 0,
  failed: false,
  follow: null,
}));

const set = useTransport.setState;
let player: Player | null = null;
let going: ReturnType<typeof setTimeout> | undefined;

/** The player, made on first use. */
export function thePlayer(): Player {
  player ??= new Player({
    playing: (playing) => set({ playing }),
    time: (time) => set({ time }),
    duration: (duration) => set({ duration }),
    waiting: (waiting) => set({ waiting }),
    ended: () => advance(),
    failed: () => set({ failed: true, playing: false, waiting: false }),
  });
  return player;
}

function begin(track: Track): void {
  const { volume, rate } = usePrefs.getState();
  const sound = thePlayer();
  set({ track, time: 0, duration: 0, failed: false, waiting: false });
  sound.volume = volume;
  sound.load(track.url);
  sound.rate = rate;
  void sound.play();
}

function advance(): void {
  const { track, follow } = useTransport.getState();
  const next = track && follow ? follow(track) : null;
  if (next === "wait") set({ waiting: true, playing: false });
  else if (next) begin(next);
  else set({ waiting: false });
}

/** Plays the track from its beginning. `follow` names what comes after it. */
export function play(track: Track, follow: Transport["follow"] = null): void {
  set({ follow });
  begin(track);
}

/** Says where the sound that is loaded comes from, once that is known. */
export function explain(key: string, provenance: NonNullable<Track["provenance"]>): void {
  const { track } = useTransport.getState();
  if (track?.key === key) set({ track: { ...track, provenance } });
}

/** Called when something that playback may be waiting for is ready. */
export function nudgeTransport(): void {
  const { waiting, playing, track, follow } = useTransport.getState();
  if (!waiting || playing || !track || !follow) return;
  const next = follow(track);
  if (next && next !== "wait") begin(next);
  else if (next === null) set({ waiting: false });
}

export function toggle(): void {
  const { track, playing, waiting, duration, time } = useTransport.getState();
  if (!track) return;
  if (playing) thePlayer().element.pause();
  else if (waiting) set({ waiting: false, follow: null });
  else {
    if (duration > 0 && time >= duration - 0.01) thePlayer().element.currentTime = 0;
    void thePlayer().play();
  }
}

/** Plays the track, or pauses and continues it when it is the one that is loaded. */
export function playOrToggle(track: Track, follow: Transport["follow"] = null): void {
  if (useTransport.getState().track?.key === track.key) toggle();
  else play(track, follow);
}

/** Goes to a second of the track, or of what it is a part of. */
export function seek(seconds: number): void {
  const { track } = useTransport.getState();
  if (!track) return;
  if (track.whole) {
    const { time } = useTransport.getState();
    const aim = Math.min(track.whole.end, Math.max(0, seconds));
    const moved = { ...track, whole: { ...track.whole, start: aim - time } };
    set({ track: moved });
    // A drag names many places; the sound begins anew where it rests.
    clearTimeout(going);
    going = setTimeout(() => useTransport.getState().track === moved && moved.whole.goTo(aim), 120);
    return;
  }
  thePlayer().element.currentTime = Math.max(0, seconds);
  set({ time: seconds });
}

export function skip(): void {
  advance();
}

export function stop(): void {
  if (player) player.unload();
  set({ track: null, playing: false, waiting: false, time: 0, duration: 0, follow: null });
}

/** Starts loading before anybody clicks, so that sound follows the click at once. */
export function preload(url: string): void {
  if (!useTransport.getState().track) thePlayer().load(url);
}

export function setVolume(volume: number): void {
  usePrefs.getState().set({ volume });
  thePlayer().volume = volume;
}

export function setRate(rate: number): void {
  usePrefs.getState().set({ rate });
  thePlayer().rate = rate;
}

/** Now and the end, in seconds of the track or of what it is a part of. */
export function placeOf({ track, time, duration }: Pick<Transport, "track" | "time" | "duration">): { now: number; end: number } {
  return track?.whole ? { now: track.whole.start + time, end: track.whole.end } : { now: time, end: duration };
}

/** Whether the track with this key is the one that sounds. */
export function usePlaying(key: string): boolean {
  return useTransport((state) => state.playing && state.track?.key === key);
}
