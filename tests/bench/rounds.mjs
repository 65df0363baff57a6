// Runs contestants by turns, so that a slow minute of the machine strikes all of them, and keeps the
// best and the median of each.

export function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { best: sorted[0], median: sorted[sorted.length >> 1] };
}

/** contestants: [{id, run(round)}], run resolves to milliseconds. The first round is not counted. */
export async function byTurns(contestants, rounds) {
  const times = contestants.map(() => []);
  for (let round = -1; round < rounds; ++round) {
    for (const [index, { run }] of contestants.entries()) {
      const elapsed = await run(round + 1);
      if (round >= 0) times[index].push(elapsed);
    }
  }
  return contestants.map((contestant, index) => ({ ...contestant, ...summary(times[index]) }));
}
