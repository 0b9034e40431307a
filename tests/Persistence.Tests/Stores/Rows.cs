using Coordination.Log;

namespace Coordination.Persistence.Tests;

/// <summary>Rows as the counter grain would write them, and some that it never would.</summary>
public static class Rows
{
    public static GrainRow<Counter, CounterEvent> Added(string id, Guid? requestId = null) => Of(id, Write(requestId), OneEvent("440000"));

    public static GrainRow<Counter, CounterEvent> Of(string id, WriteInfo? write, ImmutableArray<LoggedEvent<CounterEvent>> events) =>
        new() { GrainType = "counter", GrainId = id, State = new() { Value = 1 }, Write = write, Events = events };

    public static WriteInfo Write(Guid? requestId = null) =>
        new(requestId ?? Guid.NewGuid(), "440000/test", "f", "officer-7", "investigation", DateTimeOffset.UnixEpoch);

    public static ImmutableArray<LoggedEvent<CounterEvent>> OneEvent(string jurisdictions) =>
        [new(jurisdictions, DateTimeOffset.UnixEpoch, new Added(1, ""))];
}
