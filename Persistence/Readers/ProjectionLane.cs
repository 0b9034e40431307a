using Coordination.Log;

namespace Coordination.Persistence.Readers;

/// <summary>Applies the log to one projection exactly once: its rows and its position are one transaction.</summary>
public sealed class ProjectionLane(IProjection projection, LaneTools tools) : ReaderLane(projection.Name, tools)
{
    protected override Task<long> Start(CancellationToken cancel) => Tools.Database.ReadPosition(projection.Name, cancel);

    /// <summary>One step: the entries after <paramref name="position"/>, applied in one transaction, or not at all.</summary>
    /// <exception cref="FencedException">Another process has moved the projection's position.</exception>
    public static Task Apply(
        StoreDatabase database, IProjection projection, long position, IReadOnlyList<LogEntry> entries, CancellationToken cancel) =>
        database.Write(async transaction =>
        {
            // First the fence: it also makes a second runner wait before it has touched a row.
            await transaction.Advance(projection.Name, position, entries[^1].Seq, cancel);
            await projection.Apply(entries, transaction, cancel);
        }, cancel);

    protected override Task Handle(long position, IReadOnlyList<LogEntry> entries, CancellationToken cancel) =>
        Apply(Tools.Database, projection, position, entries, cancel);
}
