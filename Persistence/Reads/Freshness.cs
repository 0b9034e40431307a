using Coordination.Log;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>Says how far the read model is, and waits until it is far enough.</summary>
public sealed class Freshness(StoreDatabase database, IEnumerable<IProjection> projections)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    // The last position that existed when the wait began, so that a busy log does not keep the wait from ending.
    private const string LastPosition = "select coalesce(max(position), 0) from unsequenced";

    private const string Unsequenced = "select count(*) from (select 1 from unsequenced where position <= @position limit 1) late";

    // By name: the row of a projection that this build no longer has stands still.
    private readonly string[] _names = [.. projections.Select(p => p.Name)];

    public async Task<ReadPosition> Now(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("");
        var names = string.Join(", ", _names.Select((name, i) =>
        {
            command.Add($"name{i}", name);
            return $"@name{i}";
        }));
        command.CommandText = $"""
            select {EntryRows.LastSeq}, count(*), coalesce(min(position), 0) from projection_position where name in ({names})
            """;
        var (head, begun, applied) = (await command.Rows(row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancel)).Single();
        return new(head, begun == _names.Length ? applied : 0);
    }

    /// <summary>Waits until every projection has applied <paramref name="seq"/>; there is no limit but <paramref name="cancel"/>.</summary>
    public async Task<ReadPosition> WaitFor(long seq, CancellationToken cancel)
    {
        while (true)
        {
            var position = await Now(cancel);
            if (position.Applied >= seq)
            {
                return position;
            }
            await Task.Delay(Poll, cancel);
        }
    }

    /// <summary>Waits until every entry that is committed now is in the read model.</summary>
    public async Task<ReadPosition> WaitForLog(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var last = connection.Command(LastPosition);
        var position = await last.Number(cancel);
        await using var missing = connection.Command(Unsequenced, ("position", position));
        while (await missing.Number(cancel) > 0)
        {
            await Task.Delay(Poll, cancel);
        }
        return await WaitFor((await Now(cancel)).Head, cancel);
    }
}
