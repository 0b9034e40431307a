namespace Coordination.Benchmarks;

/// <summary>How long, how often, at which numbers of callers.</summary>
public sealed record BenchmarkSettings(bool Json, double Seconds, int Rounds, int[] Levels, int[] Flushers, string Only)
{
    public static BenchmarkSettings Parse(string[] args)
    {
        var given = new Arguments(args);
        return new(given.Has("--json"), given.Seconds("--seconds", 3), given.Number("--rounds", 3), given.Numbers("--levels", "1,8,64"), given.Numbers("--flushers", "1"), given.Value("--only", ""));
    }
}
