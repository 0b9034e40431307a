using System.Data.Common;
using Coordination.Campaigns;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Projections;

/// <summary>How far back figures are asked for.</summary>
/// <param name="Position">Only the log up to this position; null for all that is counted.</param>
/// <param name="Time">Only what was decided up to this moment; null for all.</param>
public sealed record TallyAsOf(long? Position = null, DateTimeOffset? Time = null);

/// <summary>Figures as sums of the ledger's lines.</summary>
/// <param name="Position">Everything up to this position of the log is counted.</param>
public sealed record TallySum(long Position, IReadOnlyCollection<TallyCell> Cells);

/// <summary>Reads the ledger; a read-only role is enough.</summary>
public sealed class TallyReads(StoreDatabase database)
{
    private const string Columns = "seq, number, decided_at, metric, jurisdiction, focus_area, at_ms, earlier_ms, campaign_id, delta";
    private const long MillisecondsPerDay = 86_400_000;
    private const long ShanghaiMilliseconds = 8 * 3_600_000;
    private static readonly int DayZero = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The position up to which the ledger counts.</summary>
    public async Task<long> Position(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await Position(connection, cancel);
    }

    /// <summary>
    /// The sums of one campaign. The position is read first and lines are never changed, so the answer is one consistent moment
    /// without a transaction. Figures as of a time are settled once the log has passed it.
    /// </summary>
    public async Task<TallySum> Sum(string campaignId, CampaignWindow window, TallyAsOf asOf, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var counted = await Position(connection, cancel);
        var position = Math.Min(counted, asOf.Position ?? counted);
        var decided = asOf.Time is null ? "" : "and decided_at <= @decided";
        await using var command = connection.Command($"""
            select metric, jurisdiction, focus_area, (at_ms + @shanghai) / @day, cast(sum(delta) as bigint) from tally_line
            where at_ms between @first and @last and earlier_ms < @first and campaign_id in ('', @campaign) and seq <= @position {decided}
            group by 1, 2, 3, 4 having sum(delta) <> 0
            """,
            ("first", window.Start.ToUnixTimeMilliseconds()), ("last", window.End.ToUnixTimeMilliseconds()), ("campaign", campaignId),
            ("position", position), ("shanghai", ShanghaiMilliseconds), ("day", MillisecondsPerDay));
        if (asOf.Time is { } time)
        {
            command.Add("decided", time);
        }
        return new(position, await command.Rows(Cell, cancel));
    }

    /// <summary>Lines of the entries after <paramref name="afterSeq"/> up to <paramref name="untilSeq"/>, in order.</summary>
    public async Task<IReadOnlyList<LedgerLine>> Lines(long afterSeq, long untilSeq, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(
            $"select {Columns} from tally_line where seq > @after and seq <= @until order by seq, number", ("after", afterSeq), ("until", untilSeq));
        return await command.Rows(TallyTables.Read, cancel);
    }

    private static async Task<long> Position(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.Command(
            "select coalesce((select position from projection_position where name = @name), 0)", ("name", CampaignTallyProjection.ProjectionName));
        return await command.Number(cancel);
    }

    private static TallyCell Cell(DbDataReader row) => new(
        Enum.Parse<TallyMetric>(row.GetString(0)), new(row.GetString(1)), Enum.Parse<FocusArea>(row.GetString(2)),
        DateOnly.FromDayNumber(DayZero + (int)row.GetInt64(3)), row.GetInt64(4));
}
