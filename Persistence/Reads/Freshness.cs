using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>Says how far the read model is, and waits until it is far enough.</summary>
public sealed class Freshness(StoreDatabase database)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    // The last position that existed when the wait began, so that a busy log does not keep the wait from ending.
    private const string LastPosition = "select coalesce(max(position), 0) from unsequenced";

    private const string Unsequenced = "select count(*) from (select 1 from unsequenced where position <= @position limit 1) late";

    public async Task<ReadPosition> Now(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("""
            select coalesce((select max(seq) from sequenced_log), 0),
              coalesce((select min(position) from projection_position where name not like 'reaction/%'), 0)
            """);
        return (await command.Rows(row => new ReadPosition(row.GetInt64(0), row.GetInt64(1)), cancel)).Single();
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
