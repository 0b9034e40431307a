using Coordination.Benchmarks.Resolution;
using Coordination.Benchmarks.Store;

try
{
    return args switch
    {
        ["resolution", .. var rest] => await ResolutionBenchmark.Run(rest),
        ["store", .. var rest] => await StoreBenchmark.Run(rest),
        _ => Usage(),
    };
}
catch (Exception wrong) when (wrong is FileNotFoundException or DirectoryNotFoundException or InvalidDataException or FormatException)
{
    Console.Error.WriteLine(wrong.Message);
    return Usage();
}

static int Usage()
{
    Console.Error.WriteLine("""
        benchmarks: resolution [--json] [--records FILE.csv | --count N --seed N] [--seconds N] [--rounds N] [--levels 1,8,16,64] [--only library|memory|raw|actors]
                    store [--json] [--seconds N] [--rounds N] [--levels 1,8,64] [--flushers 1] [--only postgres|sqlite]
        """);
    return 2;
}
