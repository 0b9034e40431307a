using Coordination.Log;
using Coordination.Persistence.Readers;
using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace Coordination.Persistence;

public static class StoreRegistration
{
    /// <summary>The name of the grain storage in <c>[PersistentState("case", "store")]</c>.</summary>
    public const string StorageName = "store";

    private const string ProviderName = "store-rows";

    /// <summary>Statements that read grains' rows at once; who comes meanwhile goes together in the next one.</summary>
    private const int ReadsMax = 2;

    /// <summary>The database, its migrations and guard, the clock, the request log and the protection of personal fields: for silos and gateways.</summary>
    public static IServiceCollection AddCoordinationStore(this IServiceCollection services, Action<StoreOptions> configure)
    {
        services.AddOptionsWithValidateOnStart<StoreOptions>().Configure(configure).ValidateDataAnnotations();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreDatabase>(provider => provider.GetRequiredService<IOptions<StoreOptions>>() is { Value.Kind: StoreKind.Postgres } options
            ? new PostgresDatabase(options)
            : new SqliteDatabase(provider.GetRequiredService<IOptions<StoreOptions>>()));
        services.AddSingleton<Migrations>();
        services.AddHostedService<StoreStartup>();

        services.AddSingleton<StoreClock>();
        services.AddSingleton<DecisionClock>(provider => provider.GetRequiredService<StoreClock>());
        services.AddHostedService(provider => provider.GetRequiredService<StoreClock>());

        // The cause of a failed write goes with it from silo to gateway; an exception that cannot would end there as a fault of its own.
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));

        services.TryAddSingleton<LogSignals>();
        services.AddSingleton<IRequestLog, RequestLog>();

        services.AddSingleton(provider => StoreKeys.Load(provider.GetRequiredService<IOptions<StoreOptions>>().Value));
        services.AddSingleton<IMatchKeyHash>(provider => provider.GetRequiredService<StoreKeys>());
        services.AddSingleton<IKeyTable>(provider => provider.GetRequiredService<StoreDatabase>() switch
        {
            PostgresDatabase postgres => new PostgresKeyTable(postgres),
            SqliteDatabase sqlite => new SqliteKeyTable(sqlite),
            var other => throw new InvalidOperationException($"No key table for {other.Kind}."),
        });
        services.AddSingleton<IProtector, Protector>();
        return services;
    }

    /// <summary>The grain storage <see cref="StorageName"/> over the store of <see cref="AddCoordinationStore"/>.</summary>
    public static ISiloBuilder AddCoordinationGrainStorage(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorage(ProviderName, (OptionsBuilder<AdoNetGrainStorageOptions> provider) =>
            provider.Configure<StoreDatabase, IEnumerable<IAggregate>>((options, database, aggregates) =>
            {
                options.GrainStorageSerializer = new StoreJsonSerializer(aggregates);
                switch (database)
                {
                    case PostgresDatabase postgres:
                        (options.Invariant, options.DataSource) = ("Npgsql", postgres.Lookups);
                        break;
                    case SqliteDatabase sqlite:
                        (options.Invariant, options.ConnectionString) = ("System.Data.SQLite", sqlite.ConnectionString); // a name only
                        break;
                }
            }));
        silo.Services.AddGrainStorage(StorageName, Create);
        silo.Services.AddSingleton(services => (IStoreGroups)services.GetRequiredKeyedService<IGrainStorage>(StorageName));
        return silo;
    }

    private static StoreGrainStorage Create(IServiceProvider services, string name)
    {
        var serviceId = services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId;
        var provider = (AdoNetGrainStorage)services.GetRequiredKeyedService<IGrainStorage>(ProviderName);
        var options = services.GetRequiredService<IOptions<StoreOptions>>().Value;
        var database = services.GetRequiredService<StoreDatabase>();
        var committed = services.GetRequiredService<LogSignals>().Committed;
        GroupCommit? group = null;
        if (options.GroupCommit)
        {
            group = database switch
            {
                PostgresDatabase postgres => New(new PostgresRowWriter(postgres.WriteSource, serviceId), options.Flushers, options.FullFlushers),
                SqliteDatabase sqlite => New(new SqliteRowWriter(sqlite.Writer, serviceId), flushers: 1, fullFlushers: 1),
                _ => throw new InvalidOperationException($"No writer for {database.Kind}."),
            };
        }
        var reads = options.GroupCommit && database is PostgresDatabase shared
            ? new Grouped<RowKey, StoredRow>(new PostgresRowReader(shared.Lookups, serviceId).Read, ReadsMax, options.BatchRowsMax, options.QueueRowsMax)
            : null;
        return new(name, serviceId, provider, database, ((StoreJsonSerializer)provider.Serializer).Options, group, reads);

        GroupCommit New(IRowWriter writer, int flushers, int fullFlushers) => new(writer, flushers, fullFlushers, options.BatchRowsMax, options.QueueRowsMax, committed.Ring);
    }
}
