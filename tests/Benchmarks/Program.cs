using Coordination.Benchmarks;

return args switch
{
    ["resolution", .. var rest] => ResolutionBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("benchmarks: resolution");
    return 2;
}
