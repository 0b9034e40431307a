namespace Coordination.Resolution;

/// <summary>Work on many positions, done in stretches by several threads, so that neither handing out nor telling how far costs much.</summary>
internal sealed class Stretches(ParallelOptions parallel, IProgress<Stage>? progress)
{
    private const int CountMax = 128;

    public ParallelOptions Parallel => parallel;

    /// <summary>Calls <paramref name="work"/> once for each position below <paramref name="count"/>.</summary>
    public void Run(string name, int count, Action<int> work)
    {
        progress?.Report(new(name, 0, count));
        var stretches = Math.Min(count, CountMax);
        var done = 0;
        System.Threading.Tasks.Parallel.For(0, stretches, parallel, stretch =>
        {
            var (from, to) = ((long)count * stretch / stretches, (long)count * (stretch + 1) / stretches);
            for (var i = (int)from; i < to; i++) { work(i); }
            progress?.Report(new(name, Interlocked.Add(ref done, (int)(to - from)), count));
        });
    }
}
