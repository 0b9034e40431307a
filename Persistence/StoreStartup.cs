using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence;

/// <summary>Before anything else starts: the schema is brought up to date, and an unsafe store refused.</summary>
public sealed class StoreStartup(StoreDatabase database, Migrations migrations, IOptions<StoreOptions> options) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Migrate)
        {
            await migrations.Run(cancellationToken);
        }
        else if (await migrations.Missing(cancellationToken) is { Count: > 0 } missing)
        {
            throw new UnsafeStoreException([$"The schema lacks {string.Join(", ", missing)}. Run coord migrate."]);
        }
        await StoreGuard.Check(database, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
