using Coordination.Log;
using Coordination.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coordination.Benchmarks.Store;

/// <summary>The store under test: a grain call, its decision, and the write that makes it durable.</summary>
public sealed class GrainCell(IHost host) : IAsyncDisposable
{
    public const int CasesPerCaller = 16;

    private readonly IGrainFactory _grains = host.Services.GetRequiredService<IGrainFactory>();
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly int[] _turns = new int[1024];

    public static async Task<GrainCell> Start(StoreOptions options, int siloPort)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.None);
        builder.Services.AddSingleton<IAggregate>(BenchAggregate.Definition);
        builder.Services.AddCoordinationStore(o =>
        {
            (o.Kind, o.ConnectionString, o.KeyFile, o.GroupCommit) = (options.Kind, options.ConnectionString, options.KeyFile, options.GroupCommit);
            (o.CreateKeyFile, o.Flushers, o.BatchRowsMax) = (true, options.Flushers, options.BatchRowsMax);
        });
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, siloPort + 1000, serviceId: "bench", clusterId: $"bench-{siloPort}");
            silo.AddCoordinationGrainStorage();
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public async Task Write(int caller)
    {
        var turn = _turns[caller]++;
        var requestId = Guid.NewGuid();
        var header = new CommandHeader(requestId, "440000/bench", Fingerprint(requestId), "officer-7", new("440000"), "investigation");
        var reply = await _grains.GetGrain<IBenchCaseGrain>($"bench-{_run}-{caller}-{turn % CasesPerCaller}").Execute(new(header, turn % 2 == 0 ? "Investigating" : "Filed"));
        if (reply.Rejection is { } refused)
        {
            throw new InvalidOperationException(refused.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static string Fingerprint(Guid requestId) => Convert.ToBase64String(requestId.ToByteArray());
}
