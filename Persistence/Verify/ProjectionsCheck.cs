using System.Data;
using System.Data.Common;
using Coordination.Log;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Microsoft.Data.Sqlite;

namespace Coordination.Persistence.Verify;

/// <summary>Builds every projection anew beside the live one and compares both, row by row and byte for byte.</summary>
public sealed class ProjectionsCheck(StoreDatabase database, IEnumerable<IProjection> projections) : IStoreCheck
{
    public string Name => "projections";
    public string Claim => "The rows of each projection are those that the log gives when it is read again from the start.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        foreach (var projection in projections)
        {
            await Compare(projection, found, cancel);
        }
    }

    private async Task Compare(IProjection projection, CheckLog found, CancellationToken cancel)
    {
        await using var live = await database.Open(cancel);
        await using var snapshot = await Snapshot(live, cancel);
        await using var position = snapshot.Command("select coalesce((select position from projection_position where name = @name), 0)", ("name", projection.Name));
        var to = await position.Number(cancel);

        await using var shadow = await ShadowProjection.Start(database, projection, cancel);
        await shadow.CatchUp(to, null, cancel);

        foreach (var table in projection.Tables)
        {
            await TableComparison.Run(table, snapshot, shadow.Connection, found, cancel);
        }
    }

    // The live rows and their position as of one moment, while the readers go on. It writes nothing, so it holds back nobody.
    private static async Task<DbTransaction> Snapshot(DbConnection live, CancellationToken cancel)
    {
        if (live is SqliteConnection sqlite)
        {
            return sqlite.BeginTransaction(deferred: true);
        }
        var snapshot = await live.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var patient = snapshot.Command("set transaction read only; set local idle_in_transaction_session_timeout = 0");
        await patient.ExecuteNonQueryAsync(cancel);
        return snapshot;
    }
}
