using System.Globalization;

namespace Coordination.Benchmarks;

/// <summary>Options of a benchmark as they stand on the command line.</summary>
public sealed class Arguments(string[] args)
{
    public bool Has(string name) => args.Contains(name);

    public string Value(string name, string preset) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : preset;

    public int Number(string name, int preset) => int.Parse(Value(name, preset.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public double Seconds(string name, double preset) => double.Parse(Value(name, preset.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public int[] Numbers(string name, string preset) => [.. Value(name, preset).Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
