using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence;

/// <summary>One SQLite file in WAL mode. Readers have their own connections; all writes of the process go through <see cref="Writer"/>.</summary>
public sealed class SqliteDatabase : StoreDatabase
{
    public SqliteDatabase(IOptions<StoreOptions> options)
    {
        ConnectionString = new SqliteConnectionStringBuilder(options.Value.ConnectionString)
        {
            ForeignKeys = true,
            DefaultTimeout = options.Value.CommandTimeoutSeconds,
        }.ToString();
        Writer = new(ConnectionString);
    }

    public override StoreKind Kind => StoreKind.Sqlite;

    public string ConnectionString { get; }

    public SqliteWriter Writer { get; }

    public override async Task<DbConnection> Open(CancellationToken cancel)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public override Task Write(Func<DbTransaction, Task> work, CancellationToken cancel) =>
        Writer.Run(async transaction =>
        {
            await work(transaction);
            return true;
        }, cancel);

    public override async Task<DateTimeOffset> Now(CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "select strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
        return DateTimeOffset.Parse((string)(await command.ExecuteScalarAsync(cancel))!, CultureInfo.InvariantCulture);
    }

    public override void Dispose()
    {
        Writer.Dispose();
        using var mine = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(mine);
    }
}
