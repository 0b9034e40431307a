using Coordination.Benchmarks.Store;

return args switch
{
    ["store", .. var rest] => await StoreBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        benchmarks: store [--json] [--seconds N] [--rounds N] [--levels 1,8,64] [--flushers 1] [--only postgres|sqlite]
        """);
    return 2;
}
