using System.Text.Json;
using Coordination.Persistence;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Verify;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coordination.Silo;

/// <summary>What is done to a store without serving it: <c>migrate</c> brings the schema up to date, <c>verify</c> checks every invariant.</summary>
public static class StoreCommands
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>The exit code; null if <paramref name="args"/> name no such command.</returns>
    public static async Task<int?> Run(string[] args) => args switch
    {
        ["migrate", ..] => await Migrate(args),
        ["verify", ..] => await Verify(args),
        _ => null,
    };

    private static async Task<int> Migrate(string[] args)
    {
        using var host = Store(args);
        await host.Services.GetRequiredService<Migrations>().Run(CancellationToken.None);
        return 0;
    }

    /// <summary>The report goes to stdout as one JSON document, progress to stderr. Exit code 1 if anything is wrong.</summary>
    private static async Task<int> Verify(string[] args)
    {
        using var host = Store(args);
        var report = await host.Services.GetRequiredService<StoreVerifier>().Run(new ToStandardError(), CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            ok = report.Sound,
            checks = report.Checks.Select(c => new { c.Name, c.Claim, c.Checked, c.Wrong, c.Findings, seconds = c.Took.TotalSeconds }),
        }, Readable));
        return report.Sound ? 0 : 1;
    }

    private static IHost Store(string[] args)
    {
        var builder = Host.CreateApplicationBuilder([.. args.Skip(1)]);
        builder.Logging.ClearProviders();
        builder.Services.AddCoordinationStore(builder.Configuration.GetSection(StoreOptions.Section).Bind)
            .AddAggregates()
            .AddProjections()
            .AddStoreVerifier();
        return builder.Build();
    }

    private sealed class ToStandardError : IProgress<VerifyProgress>
    {
        public void Report(VerifyProgress value) => Console.Error.WriteLine($"{value.Check}: {value.Checked:N0} checked, {value.Wrong:N0} wrong");
    }
}
