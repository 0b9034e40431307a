using Coordination.Benchmarks;
using Coordination.Benchmarks.Store;

return args switch
{
    ["resolution", .. var rest] => ResolutionBench.Run(rest),
    ["store", .. var rest] => await StoreBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        benchmarks: resolution
                    store [--json] [--seconds N] [--rounds N] [--levels 1,8,64] [--flushers 1] [--only postgres|sqlite]
        """);
    return 2;
}
