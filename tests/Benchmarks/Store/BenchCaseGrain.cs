using System.Text.Json.Serialization;
using Coordination.Core;
using Coordination.Log;
using Coordination.Persistence;

namespace Coordination.Benchmarks.Store;

/// <summary>An aggregate with the row of an ordinary case: about 1 kB of state, one event of 200 bytes a write, eight request ids.</summary>
[Alias("coord.bench.IBenchCaseGrain")]
public interface IBenchCaseGrain : IGrainWithStringKey
{
    [Alias("Execute")] Task<Reply<BenchCase>> Execute(Move command);
}

[GenerateSerializer, Immutable, Alias("coord.bench.BenchCase")]
public sealed record BenchCase
{
    [Id(0)] public string Title { get; init; } = "telecom fraud, cross-province group, 14 victims";
    [Id(1)] public string Status { get; init; } = "Filed";
    [Id(2)] public ImmutableArray<string> Lines { get; init; } = Typical;

    public static readonly ImmutableArray<string> Typical =
        [.. Enumerable.Range(0, 5).Select(i => $"2026-11-0{i + 1}T08:00:00+00:00 officer-{i} evidence.added bank flow statement no. {i}, account seen in two provinces")];
}

[GenerateSerializer, Immutable, Alias("coord.bench.Move")]
public sealed record Move(CommandHeader Header, [property: Id(0)] string To) : Command(Header);

[JsonPolymorphic]
[JsonDerivedType(typeof(BenchMoved), "bench.moved")]
public abstract record BenchEvent;

public sealed record BenchMoved(string From, string To, string Reason) : BenchEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GrainRow<BenchCase, BenchEvent>))]
public sealed partial class BenchJson : JsonSerializerContext;

public static class BenchAggregate
{
    private static readonly JurisdictionCode Owner = new("440000"), Other = new("330000");

    public static readonly Aggregate<BenchCase, BenchEvent> Definition =
        new("bench", BenchJson.Default, Apply, state => new(Owner, state.Status, [Owner, Other]));

    public static BenchCase Apply(BenchCase state, BenchEvent happened) => happened is BenchMoved moved ? state with { Status = moved.To } : state;

    public static BenchMoved Decide(BenchCase state, string to) => new(state.Status, to, "moved after review of the bank flow statements");
}

[GrainType("bench")]
public sealed class BenchCaseGrain([PersistentState("bench", StoreRegistration.StorageName)] IPersistentState<GrainRow<BenchCase, BenchEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<BenchCase, Move, BenchEvent>(BenchAggregate.Definition, store, log, clock), IBenchCaseGrain
{
    protected override Decision<BenchEvent> Decide(BenchCase state, Move command, DateTimeOffset now) => BenchAggregate.Decide(state, command.To);
}
