using System.Text.Json.Serialization;
using Coordination.Core;
using Coordination.Log;

namespace Coordination.Persistence.Tests;

// A small but real aggregate, run by the same MachineGrain as the others.

[Alias("coord.tests.ICounterGrain")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("Execute")] Task<Reply<Counter>> Execute(CounterCommand command);

    [Alias("Read")] Task<Reply<Counter>> Read();
}

[GenerateSerializer, Immutable, Alias("coord.tests.Counter")]
public sealed record Counter
{
    [Id(0)] public int Value { get; init; }
    [Id(1)] public string Note { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias("coord.tests.CounterCommand")]
public abstract record CounterCommand(CommandHeader Header) : Command(Header);

/// <summary>Adds to the counter.</summary>
[GenerateSerializer, Immutable, Alias("coord.tests.Add")]
public sealed record Add(CommandHeader Header, [property: Id(0)] int Amount, [property: Id(1)] string Note = "") : CounterCommand(Header);

[JsonPolymorphic]
[JsonDerivedType(typeof(Added), "counter.added")]
public abstract record CounterEvent;

public sealed record Added(int Amount, string Note) : CounterEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GrainRow<Counter, CounterEvent>))]
public sealed partial class CounterJson : JsonSerializerContext;

public static class CounterAggregate
{
    public static readonly JurisdictionCode Owner = new("440000");

    public static readonly Aggregate<Counter, CounterEvent> Definition = new("counter", CounterJson.Default, Apply, _ => new(Owner, "open", [Owner]));

    private static Counter Apply(Counter counter, CounterEvent happened) => happened switch
    {
        Added added => counter with { Value = counter.Value + added.Amount, Note = added.Note },
        _ => counter,
    };
}

[GrainType("counter")]
public sealed class CounterGrain([PersistentState("counter", StoreRegistration.StorageName)] IPersistentState<GrainRow<Counter, CounterEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<Counter, CounterCommand, CounterEvent>(CounterAggregate.Definition, store, log, clock), ICounterGrain
{
    protected override Decision<CounterEvent> Decide(Counter state, CounterCommand command, DateTimeOffset now) => command switch
    {
        Add { Amount: < 0 } => Refusals.Refuse(Reason.FieldInvalid, "A counter counts up."),
        Add { Amount: 0 } => Decision<CounterEvent>.Unchanged,
        Add add => new Added(add.Amount, add.Note),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
