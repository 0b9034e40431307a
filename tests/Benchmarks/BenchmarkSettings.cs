using System.Globalization;

namespace Coordination.Benchmarks;

/// <summary>How long, how often, at which numbers of callers.</summary>
public sealed record BenchmarkSettings(bool Json, double Seconds, int Rounds, int[] Levels, int[] Flushers, string Only)
{
    public static BenchmarkSettings Parse(string[] args)
    {
        return new(args.Contains("--json"), double.Parse(Value("--seconds", "3"), CultureInfo.InvariantCulture), int.Parse(Value("--rounds", "3"), CultureInfo.InvariantCulture),
            Numbers("--levels", "1,8,64"), Numbers("--flushers", "1"), Value("--only", ""));

        int[] Numbers(string name, string preset) => [.. Value(name, preset).Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

        string Value(string name, string preset) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : preset;
    }
}
