namespace Coordination.Benchmarks.Resolution;

/// <param name="Records">File of records; null makes one by <paramref name="Seed"/>.</param>
/// <param name="Count">How many records are held before single ones are submitted.</param>
/// <param name="Seconds">How long each number of callers submits.</param>
/// <param name="Levels">Numbers of callers, each with one submission in flight.</param>
/// <param name="Only">Cells whose name starts so; empty: all.</param>
public sealed record ResolutionSettings(bool Json, string? Records, int Count, int Seed, double Seconds, int Rounds, int[] Levels, string Only)
{
    public static ResolutionSettings Parse(string[] args)
    {
        var given = new Arguments(args);
        return new(given.Has("--json"), given.Value("--records", "") is { Length: > 0 } file ? file : null, given.Number("--count", 20_000), given.Number("--seed", 20_250_601),
            given.Seconds("--seconds", 10), given.Number("--rounds", 3), given.Numbers("--levels", "1,8,16,64"), given.Value("--only", ""));
    }
}
