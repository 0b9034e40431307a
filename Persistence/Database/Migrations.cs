using System.Globalization;
using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Coordination.Persistence;

/// <summary>Brings a store to the schema of this build: the numbered scripts under <c>Schema/</c>, each once, one process at a time.</summary>
public sealed partial class Migrations(StoreDatabase database, ILogger<Migrations> logger)
{
    private const long Lock = 0x636F_6F72_6469_6E61; // "coordina"

    // A script may rewrite every row.
    private static readonly TimeSpan ExecutionTimeMax = TimeSpan.FromHours(6);

    public async Task Run(CancellationToken cancel)
    {
        switch (database)
        {
            case PostgresDatabase postgres:
                await Run(postgres, cancel);
                break;
            case SqliteDatabase sqlite:
                await Run(sqlite, cancel);
                break;
        }
    }

    /// <summary>Names of the scripts that this build has and the store has not.</summary>
    public async Task<IReadOnlyList<string>> Missing(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = database.Kind == StoreKind.Postgres
            ? "select to_regclass('schemaversions') is not null"
            : "select exists (select 1 from sqlite_master where name = 'SchemaVersions')";
        var applied = new HashSet<string>(StringComparer.Ordinal);
        if (Convert.ToBoolean(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture))
        {
            command.CommandText = "select scriptname from schemaversions";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                applied.Add(reader.GetString(0));
            }
        }
        return [.. Scripts(database.Kind).Select(s => s.Name).Where(name => !applied.Contains(name))];
    }

    private async Task Run(PostgresDatabase postgres, CancellationToken cancel)
    {
        await using var connection = await postgres.Source.OpenConnectionAsync(cancel);
        await Execute($"select pg_advisory_lock({Lock})");
        try
        {
            Upgrade(DeployChanges.To.PostgresqlDatabase(new PostgresConnections(postgres.Source)).WithTransactionPerScript().WithExecutionTimeout(ExecutionTimeMax), StoreKind.Postgres);
        }
        finally
        {
            await Execute($"select pg_advisory_unlock({Lock})");
        }

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task Run(SqliteDatabase sqlite, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(sqlite.ConnectionString);
        await connection.OpenAsync(cancel);
        Execute("pragma journal_mode = wal");
        Execute("begin exclusive");
        try
        {
            using var shared = new SharedConnection(connection);
            Upgrade(DeployChanges.To.SqliteDatabase(shared).WithoutTransaction(), StoreKind.Sqlite);
            Execute("commit");
        }
        catch
        {
            Execute("rollback");
            throw;
        }

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private void Upgrade(UpgradeEngineBuilder builder, StoreKind kind)
    {
        var result = builder
            .WithScripts(Scripts(kind))
            .WithVariablesDisabled() // $ is SQL's here
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The schema could not be brought up to date: {result.ErrorScript?.Name}.", result.Error);
        }
        foreach (var script in result.Scripts)
        {
            Applied(script.Name);
        }
    }

    private static SqlScript[] Scripts(StoreKind kind)
    {
        var folder = kind == StoreKind.Postgres ? "postgres/" : "sqlite/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[folder.Length..], assembly.GetManifestResourceStream(name)!))];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The schema was brought to {Script}.")]
    private partial void Applied(string script);
}
