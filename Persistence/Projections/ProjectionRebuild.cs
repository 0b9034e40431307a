using Coordination.Log;
using Coordination.Persistence.Readers;
using Microsoft.Data.Sqlite;

namespace Coordination.Persistence.Projections;

/// <summary>Builds a projection anew from the whole log while the live one goes on, and switches to it in one transaction.</summary>
public sealed class ProjectionRebuild(StoreDatabase database, IEnumerable<IProjection> projections)
{
    private const string Head = $"select {EntryRows.LastSeq}";

    /// <returns>The entry up to which the new rows stand.</returns>
    /// <exception cref="ArgumentException">There is no projection of that name.</exception>
    public async Task<long> Run(string name, IProgress<long>? progress, CancellationToken cancel)
    {
        var projection = projections.SingleOrDefault(p => p.Name == name)
            ?? throw new ArgumentException($"There is no projection '{name}'. There are: {string.Join(", ", projections.Select(p => p.Name))}.", nameof(name));
        await database.Register([projection.Name], cancel);
        await using var shadow = await ShadowProjection.Start(database, projection, cancel);
        await using (var head = shadow.Connection.Command(Head))
        {
            await shadow.CatchUp(await head.Number(cancel), progress, cancel);
        }
        if (database is SqliteDatabase sqlite)
        {
            await sqlite.Writer.Alone(() => Switch(projection, shadow, cancel));
        }
        else
        {
            await Switch(projection, shadow, cancel);
        }
        return shadow.Position;
    }

    // The live runner waits at the position's row meanwhile, and then finds itself fenced.
    private static async Task Switch(IProjection projection, ShadowProjection shadow, CancellationToken cancel)
    {
        var connection = shadow.Connection;
        var (live, built) = connection is SqliteConnection
            ? ("main", "temp")
            : ($"\"{await connection.Command("select current_schema()").ExecuteScalarAsync(cancel)}\"", "pg_temp");
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute("update projection_position set position = position where name = @name", ("name", projection.Name));
        await using (var head = transaction.Command(Head))
        {
            await shadow.CatchUpWithin(transaction, await head.Number(cancel), cancel);
        }
        foreach (var table in projection.Tables)
        {
            await Execute($"delete from {live}.{table}");
            await Execute($"insert into {live}.{table} select * from {built}.{table}");
        }
        await Execute("update projection_position set position = @position where name = @name", ("name", projection.Name), ("position", shadow.Position));
        await transaction.CommitAsync(cancel);

        async Task Execute(string sql, params (string, object)[] parameters)
        {
            await using var command = transaction.Command(sql, parameters);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
